package org.palmgateway.gateway.problem;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * Titles and details of problems in the languages of the gateway's users. Immutable; safe for any number of threads.
 */
public final class ProblemTexts {

    private static final String BUNDLE = "org.palmgateway.gateway.problem.texts";
    private static final int LONGEST_PREFERENCE = 200;

    private final Map<Locale, ResourceBundle> texts;

    /** Loads the texts. */
    public ProblemTexts() {
        this.texts = Map.of(
                Locale.SIMPLIFIED_CHINESE, load(Locale.SIMPLIFIED_CHINESE), Locale.ENGLISH, load(Locale.ENGLISH));
    }

    private static ResourceBundle load(Locale locale) {
        ResourceBundle.Control exact =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return ResourceBundle.getBundle(BUNDLE, locale, exact);
    }

    /**
     * Chooses the language of a text (RFC 9110 §12.5.4): English when the caller prefers it to Chinese, else Chinese.
     *
     * @param acceptLanguage the field's value; null, malformed or overlong values count as no preference
     */
    public Locale language(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > LONGEST_PREFERENCE) {
            return Locale.SIMPLIFIED_CHINESE;
        }
        try {
            return language(Locale.LanguageRange.parse(acceptLanguage));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // The JDK's parser throws the second for some malformed ranges, such as a lone hyphen.
            return Locale.SIMPLIFIED_CHINESE;
        }
    }

    private static Locale language(List<Locale.LanguageRange> byWeight) {
        boolean chineseRefused = byWeight.stream().anyMatch(range -> range.getWeight() == 0 && is(range, "zh"));
        for (Locale.LanguageRange range : byWeight) {
            if (range.getWeight() > 0 && is(range, "en")) {
                return Locale.ENGLISH;
            }
            if (range.getWeight() > 0 && (is(range, "zh") || range.getRange().equals("*"))) {
                return chineseRefused ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
            }
        }
        return Locale.SIMPLIFIED_CHINESE;
    }

    private static boolean is(Locale.LanguageRange range, String language) {
        return range.getRange().equals(language) || range.getRange().startsWith(language + "-");
    }

    /** Returns the title: the same for every problem of a code (RFC 9457 §3.1.3). */
    public String title(Problem problem, Locale language) {
        return text(problem.kind().code() + ".title", List.of(), language);
    }

    /** Returns what happened this time, and what the caller can do. */
    public String detail(Problem whose, Locale language) {
        Problem problem = whose.told();
        List<String> arguments = problem.arguments(language);
        if (problem instanceof Problem.WithReason known) {
            ResourceBundle bundle = bundle(language);
            String key = "reason." + known.reason();
            arguments = List.of(bundle.containsKey(key) ? bundle.getString(key) : known.reason());
        }
        return text(problem.kind().code() + ".detail", arguments, language);
    }

    private ResourceBundle bundle(Locale language) {
        return Objects.requireNonNull(texts.get(language), "language: expected one of language(String)");
    }

    private String text(String key, List<String> arguments, Locale language) {
        return new MessageFormat(bundle(language).getString(key), language).format(arguments.toArray());
    }
}
