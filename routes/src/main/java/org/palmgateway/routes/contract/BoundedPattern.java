package org.palmgateway.routes.contract;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of a schema that gives up rather than take long.
 *
 * <p>An expression such as {@code ^(a+)+$} takes time that doubles with each character of a text that nearly matches. So the characters that
 * are looked at are counted: {@link #STEPS_PER_CHARACTER} for each character of the text and {@link #STEPS} on top. Expressions that
 * backtrack little stay far below. Past the bound, or for a text of more than {@link #LONGEST} characters, matching is given up, and the
 * request is refused as one that cannot be checked.
 */
final class BoundedPattern implements RegularExpression {

    static final int LONGEST = 64 * 1024;
    static final int STEPS_PER_CHARACTER = 100;
    static final int STEPS = 5_000;

    private final Pattern pattern;

    /**
     * Compiles an expression.
     *
     * @throws PatternSyntaxException when it is none that Java reads
     */
    BoundedPattern(String expression) {
        // In ECMA-262 a dollar stands for the very end, in Java also for the place before a last line break.
        boolean end = expression.endsWith("$") && !expression.endsWith("\\$");
        this.pattern = Pattern.compile(end ? expression.substring(0, expression.length() - 1) + "\\z" : expression);
    }

    @Override
    public boolean matches(String text) {
        if (text.length() > LONGEST) {
            throw new TooHard();
        }
        try {
            return pattern.matcher(new CountedText(text)).find();
        } catch (StackOverflowError e) {
            // Java matches groups that repeat by recursion.
            throw new TooHard();
        }
    }

    /** Tells that a match was given up; no exception, since the validator would write each of those that callers can bring about to the log. */
    static final class TooHard extends Error {
        private static final long serialVersionUID = 1L;

        TooHard() {
            super("regular expression takes too long", null, false, false);
        }
    }

    /** A text that counts how often its characters are looked at; for one match on one thread. */
    private static final class CountedText implements CharSequence {
        private final String text;
        private long left;

        CountedText(String text) {
            this.text = text;
            this.left = (long) STEPS_PER_CHARACTER * text.length() + STEPS;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new TooHard();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
