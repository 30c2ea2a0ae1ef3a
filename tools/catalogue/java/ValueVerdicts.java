import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the parser of one setting says of values: the battery, its own constants, and the values around its bounds. */
final class ValueVerdicts {
    private static final BigInteger LOWEST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final Pattern OFFER = Pattern.compile("[\\[{]([\\w-]+(?:, ?[\\w-]+)+)[\\]}]");
    private static final BigInteger HIGHEST = BigInteger.valueOf(Long.MAX_VALUE);

    private final SettingFacts setting;
    private final Set<String> classes = new TreeSet<>();
    private final Set<String> messages = new TreeSet<>();
    private final Map<String, String> own = new TreeMap<>();
    private Class<?> enumeration;

    ValueVerdicts(SettingFacts setting) {
        this.setting = setting;
    }

    /**
     * {@code verdicts}: a digit for each value of the battery, 1 accepted, 0 refused. {@code bounds}: the least and the
     * greatest accepted whole number with its unit. {@code own}: verdicts on values that only this setting is asked.
     */
    Map<String, Object> ask(List<Object> battery) {
        if (setting.defaultValue() != null) {
            classes.add(SettingFacts.nameOf(setting.defaultValue()));
            remember(setting.defaultValue());
        }
        StringBuilder verdicts = new StringBuilder();
        for (Object value : battery) {
            verdicts.append(accepts(value) ? '1' : '0');
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("verdicts", verdicts.toString());
        String unit = unit();
        if (unit != null) {
            answer.put("unit", unit);
            answer.put("bounds", bounds(unit));
        }
        if (enumeration != null) {
            askConstants();
        }
        if (unit == null) {
            askWordsOfMessages();
        }
        answer.put("classes", classes);
        answer.put("messages", messages);
        answer.put("own", own);
        return answer;
    }

    private boolean accepts(Object value) {
        try {
            Object parsed = setting.parse(value);
            classes.add(SettingFacts.nameOf(parsed));
            remember(parsed);
            return true;
        } catch (Throwable refusal) {
            messages.add(general(told(refusal), value));
            return false;
        }
    }

    /** What an exception and its causes say. */
    private static String told(Throwable refusal) {
        StringJoiner told = new StringJoiner(" <- ");
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            told.add(String.valueOf(cause.getMessage()));
        }
        return told.toString();
    }

    /** A message without the value that it complains of, so that equal complaints are equal texts. */
    private static String general(String message, Object value) {
        String text = value.toString();
        String quoted = message.replace("[" + text + "]", "[…]").replace("\"" + text + "\"", "\"…\"");
        return text.length() > 2 ? quoted.replace(text, "…") : quoted;
    }

    private void remember(Object parsed) {
        if (parsed instanceof Optional<?> maybe && maybe.isPresent()) {
            remember(maybe.get());
        } else if (parsed instanceof Enum<?> constant) {
            enumeration = constant.getDeclaringClass();
        } else if (parsed instanceof Collection<?> items && items.isEmpty() == false) {
            remember(items.iterator().next());
        }
    }

    private void askOwn(String value) {
        own.computeIfAbsent(value, v -> accepts(v) ? "1" : "0");
    }

    /** The unit in which whole numbers can be written for this setting; null where they say nothing of bounds. */
    private String unit() {
        if (classes.contains("TimeValue")) {
            return "nanos";
        }
        if (classes.contains("ByteSizeValue")) {
            return "b";
        }
        return classes.contains("Integer") || classes.contains("Long") || classes.contains("Double") ? "" : null;
    }

    private List<String> bounds(String unit) {
        BigInteger inside = null;
        for (long power = 1; inside == null && power > 0 && power <= 1_000_000_000_000_000L; power *= 10) {
            if (accepts(power + unit)) {
                inside = BigInteger.valueOf(power);
            }
        }
        if (inside == null && accepts("0" + unit)) {
            inside = BigInteger.ZERO;
        }
        if (inside == null) {
            return List.of();
        }
        BigInteger least = edge(inside, LOWEST, unit);
        BigInteger greatest = edge(inside, HIGHEST, unit);
        for (BigInteger bound : List.of(least, greatest)) {
            for (int step = -1; step <= 1; step++) {
                askOwn(bound.add(BigInteger.valueOf(step)) + unit);
            }
        }
        return List.of(least.toString(), greatest.toString());
    }

    /** The last accepted number on the way from an accepted one towards an end of the range, by halving. */
    private BigInteger edge(BigInteger accepted, BigInteger end, String unit) {
        if (accepts(end + unit)) {
            return end;
        }
        BigInteger inside = accepted;
        BigInteger outside = end;
        while (outside.subtract(inside).abs().compareTo(BigInteger.ONE) > 0) {
            BigInteger middle = inside.add(outside).shiftRight(1);
            if (accepts(middle + unit)) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }

    /** Asks all constants of the enumeration in several spellings. */
    private void askConstants() {
        for (Object constant : enumeration.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            String lower = name.toLowerCase(Locale.ROOT);
            List.of(lower, name, constant.toString(), lower.replace('_', '-'), capitalised(lower)).forEach(this::askOwn);
        }
    }

    /** Asks the words that refusals offer: "recognised values are [none,certificate,full]". */
    private void askWordsOfMessages() {
        for (String message : List.copyOf(messages)) {
            OFFER.matcher(message).results().forEach(offer -> {
                for (String word : offer.group(1).split(", ?")) {
                    List.of(word, word.toLowerCase(Locale.ROOT), word.toUpperCase(Locale.ROOT)).forEach(this::askOwn);
                }
            });
        }
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
