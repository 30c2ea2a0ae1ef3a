import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** What an exception says, as text that is the same on every machine and in every run. */
final class Messages {
    private static final String CAUSE = " <- ";
    private static final String SUPPRESSED = " | ";

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

    /** The chains of the exception and of those it suppressed; sorted, because settings are checked in no fixed order. */
    static String all(Throwable thrown) {
        Throwable first = unwrap(thrown);
        TreeSet<String> chains = new TreeSet<>();
        chains.add(chain(first));
        Arrays.stream(first.getSuppressed()).map(Messages::chain).forEach(chains::add);
        return String.join(SUPPRESSED, chains);
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
        return t.getMessage();
    }
}
