package org.palmgateway.routes.contract;

import java.util.Locale;

/** What is said of requests where no schema says it, in both languages of the gateway. */
enum Fault {
    MISSING("缺少必需的值", "is required but missing"),
    REPEATED("只能出现一次", "may be given once only"),
    HIDDEN("不符合接口约定", "is not as the contract says"),
    NOT_JSON(
            "不是有效的 JSON（UTF-8，名称不得重复，最多嵌套 100 层）", "is not valid JSON (UTF-8, no name twice, nested at most 100 deep)"),
    HUGE_NUMBER("数字过大或过长", "is a number that is too large or too long"),
    TYPE("内容类型不在接口约定之列", "has a content type that the contract does not list"),
    NO_BODY("该操作不接受请求体", "is not expected for this operation"),
    UNCHECKABLE("过于复杂，无法检查", "is too complex to be checked");

    private final String zh;
    private final String en;

    Fault(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    String in(Locale language) {
        return language.getLanguage().equals("zh") ? zh : en;
    }
}
