package org.palmgateway.bench.province;

import java.util.List;

/**
 * A kind of application that many regions run, each its own.
 *
 * @param slug first segment of its paths
 * @param zh its Chinese name
 * @param en its English name
 */
record Affair(String slug, String zh, String en) {

    private static final String ALL = """
            housing-fund 公积金 Housing fund
            social-insurance 社会保险 Social insurance
            medical-insurance 医疗保险 Medical insurance
            residence-permits 居住证 Residence permits
            household 户籍 Household register
            identity-cards 身份证 Identity cards
            travel-documents 出入境 Travel documents
            marriage 婚姻登记 Marriage register
            births 生育登记 Birth register
            funerals 殡葬 Funerals
            tax 税务 Tax
            enterprises 企业登记 Enterprise register
            food-licences 食品许可 Food licences
            property 不动产 Property register
            land 土地 Land
            planning 规划 Planning
            construction 建设许可 Construction permits
            fire-safety 消防 Fire safety
            driving-licences 驾驶证 Driving licences
            vehicles 机动车 Vehicles
            traffic-fines 交通违法 Traffic fines
            parking 停车 Parking
            public-transport 公共交通 Public transport
            schools 入学 School places
            examinations 考试 Examinations
            scholarships 助学金 Scholarships
            libraries 图书馆 Libraries
            museums 博物馆 Museums
            hospitals 医院预约 Hospital appointments
            vaccination 疫苗接种 Vaccination
            elder-care 养老 Elder care
            disability 残疾人服务 Disability services
            employment 就业 Employment
            labour-disputes 劳动仲裁 Labour disputes
            legal-aid 法律援助 Legal aid
            notary 公证 Notary
            water 供水 Water supply
            electricity 供电 Electricity
            environment 生态环境 Environment
            complaints 信访 Complaints
            """;

    /** Returns every affair. */
    static List<Affair> all() {
        return ALL.lines()
                .map(line -> line.split(" ", 3))
                .map(cells -> new Affair(cells[0], cells[1], cells[2]))
                .toList();
    }
}
