import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.elasticsearch.common.settings.AbstractScopedSettings;
import org.elasticsearch.common.settings.ClusterSettings;
import org.elasticsearch.common.settings.Setting;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.common.settings.SettingsModule;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;

/**
 * Judges a file as this version judges its elasticsearch.yml when a node starts: read, placeholders replaced, and the
 * whole configuration validated by SettingsModule (unknown settings, values, dependencies, index settings, secure
 * settings outside the keystore).
 */
final class NodeConfiguration {
    private final Setting<?>[] additional;
    private final ClusterSettings known;
    private final Path home;
    private final Method validate;

    NodeConfiguration(Setting<?>[] additional, ClusterSettings known, Path home) throws NoSuchMethodException {
        this.additional = additional;
        this.known = known;
        this.home = home;
        this.validate = AbstractScopedSettings.class.getDeclaredMethod(
            "validate",
            String.class,
            Settings.class,
            boolean.class
        );
        this.validate.setAccessible(true);
    }

    Map<String, Object> verdict(Path file) throws IOException, IllegalAccessException {
        Path config = Files.createDirectories(home.resolve("config"));
        Path yml = config.resolve("elasticsearch.yml");
        Files.copy(file, yml, StandardCopyOption.REPLACE_EXISTING);

        Settings.Builder builder = Settings.builder();
        try {
            load(builder, yml);
        } catch (Exception | StackOverflowError e) {
            return refused("parse", e);
        }
        try {
            builder.replacePropertyPlaceholders();
        } catch (RuntimeException e) {
            return refused("placeholder", e);
        }
        Settings settings;
        try {
            settings = builder.build();
        } catch (IllegalStateException listSpelledTwice) {
            return refused("settings", listSpelledTwice);
        }

        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("refused", wholeNode(config));
        TreeSet<String> unknown = new TreeSet<>();
        List<Object> invalid = new ArrayList<>();
        for (String key : new TreeSet<>(settings.keySet())) {
            if (known.get(key) == null) {
                unknown.add(key);
                continue;
            }
            try {
                validate.invoke(known, key, settings, true);
            } catch (InvocationTargetException e) {
                Map<String, Object> problem = new LinkedHashMap<>();
                problem.put("key", key);
                problem.put("message", Messages.all(e));
                invalid.add(problem);
            }
        }
        verdict.put("unknown", unknown);
        verdict.put("invalid", invalid);
        verdict.put("settings", flat(settings));
        return verdict;
    }

    /** The real preparation and validation in one go; null where the node would go on starting. */
    private Map<String, Object> wholeNode(Path config) {
        try {
            Environment environment = InternalSettingsPreparer.prepareEnvironment(
                Settings.EMPTY,
                Map.of("path.home", home.toString()),
                config,
                () -> "oracle"
            );
            Settings settings = environment.settings();
            if (settings.keySet().stream().anyMatch(key -> key.startsWith("index."))) {
                new SettingsModule(settings, additional); // has the check for index settings, but is slow to construct
            }
            known.validate(settings, true); // the last thing that SettingsModule does
            return null;
        } catch (Exception e) {
            return reason("settings", Messages.all(e));
        }
    }

    /**
     * The step that prepareEnvironment takes first. Newer versions read the file as text and put environment variables
     * in before the YAML parser sees it; older ones hand the bytes to the parser.
     */
    private static void load(Settings.Builder builder, Path yml) throws Exception {
        Method substituting;
        try {
            substituting = InternalSettingsPreparer.class.getDeclaredMethod(
                "loadConfigWithSubstitutions",
                Settings.Builder.class,
                Path.class,
                Function.class
            );
        } catch (NoSuchMethodException older) {
            builder.loadFromPath(yml);
            return;
        }
        substituting.setAccessible(true);
        Function<String, String> environment = System::getenv;
        try {
            substituting.invoke(null, builder, yml, environment);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof StackOverflowError overflow) {
                throw overflow;
            }
            throw e;
        }
    }

    /** Every setting with the value Elasticsearch holds: text, a list of texts, or null. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> flat(Settings settings) {
        try {
            // The only place that tells a list from text; public methods give both as either.
            Field values = Settings.class.getDeclaredField("settings");
            values.setAccessible(true);
            return new TreeMap<>((Map<String, ?>) values.get(settings));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> refused(String stage, Throwable e) {
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("refused", reason(stage, Messages.chain(e)));
        return verdict;
    }

    static Map<String, Object> reason(String stage, String message) {
        Map<String, Object> reason = new LinkedHashMap<>();
        reason.put("stage", stage);
        reason.put("message", message);
        return reason;
    }
}
