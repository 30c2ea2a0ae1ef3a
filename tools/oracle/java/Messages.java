import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an exception says, as text that is the same on every machine and in every run. */
final class Messages {
    private static final String CAUSE = " <- ";
    private static final String SUPPRESSED = " | ";

    /** The names of a set, which come in another order in every run. */
    private static final Pattern UNORDERED = Pattern.compile("(?<=allowed values are \\[)[^\\]]+(?=\\])");

    private Messages() {}

    /** The message of the exception and of all its causes; a cause that only repeats a part of its effect is left out. */
    static String chain(Throwable thrown) {
        List<String> parts = new ArrayList<>();
        for (Throwable t = unwrap(thrown); t != null; t = t.getCause()) {
            String own = own(t);
            if (parts.isEmpty() || !parts.get(parts.size() - 1).contains(own)) {
                parts.add(own);
            }
        }
        return String.join(CAUSE, parts);
    }

    /**
     * The chains of the exception and of all it suppressed; sorted, because settings are checked in no fixed order. A
     * suppressed exception may have suppressed others itself, and which of them comes first is not fixed either.
     */
    static String all(Throwable thrown) {
        TreeSet<String> chains = new TreeSet<>();
        collect(unwrap(thrown), chains);
        return String.join(SUPPRESSED, chains);
    }

    private static void collect(Throwable thrown, TreeSet<String> chains) {
        chains.add(chain(thrown));
        Arrays.stream(thrown.getSuppressed()).forEach(suppressed -> collect(suppressed, chains));
    }

    static Throwable unwrap(Throwable thrown) {
        return thrown instanceof InvocationTargetException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** Exceptions of the JDK's own input classes say little without their name: "Input length = 1". */
    private static String own(Throwable t) {
        String type = t.getClass().getName();
        if (t.getMessage() == null || type.startsWith("java.nio.") || type.startsWith("java.io.")) {
            return t.getClass().getSimpleName() + (t.getMessage() == null ? "" : ": " + t.getMessage());
        }
        return UNORDERED.matcher(t.getMessage()).replaceAll(found -> Matcher.quoteReplacement(inOrder(found.group())));
    }

    private static String inOrder(String names) {
        String[] sorted = names.split(", ");
        Arrays.sort(sorted);
        return String.join(", ", sorted);
    }
}
