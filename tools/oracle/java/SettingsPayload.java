import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.elasticsearch.action.admin.cluster.settings.ClusterUpdateSettingsRequest;
import org.elasticsearch.cluster.ClusterState;
import org.elasticsearch.common.settings.ClusterSettings;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.core.TimeValue;
import org.elasticsearch.xcontent.DeprecationHandler;
import org.elasticsearch.xcontent.NamedXContentRegistry;
import org.elasticsearch.xcontent.XContentParser;
import org.elasticsearch.xcontent.XContentType;

/**
 * Judges a file as the body of PUT _cluster/settings, in the steps of RestClusterUpdateSettingsAction and then of
 * SettingsUpdater. Each layer is applied alone to an empty cluster state.
 */
final class SettingsPayload {
    private static final Logger LOGGER = LogManager.getLogger(SettingsPayload.class);

    private final ClusterSettings known;

    SettingsPayload(ClusterSettings known) {
        this.known = known;
    }

    Map<String, Object> verdict(Path file) throws Exception {
        byte[] body = Files.readAllBytes(file);
        if (body.length == 0) {
            return refused("parse", "request body is required"); // RestRequest.requiredContent()
        }
        Map<String, Object> source;
        try (XContentParser parser = parser(body)) {
            source = parser.map();
        } catch (Exception | StackOverflowError e) {
            return refused("parse", Messages.chain(e));
        }
        Settings persistent;
        Settings transients;
        String missing;
        try {
            ClusterUpdateSettingsRequest request = request(source);
            persistent = request.persistentSettings();
            transients = request.transientSettings();
            missing = request.validate() == null ? null : request.validate().getMessage();
        } catch (Exception | StackOverflowError e) {
            return refused("settings", Messages.chain(e));
        }
        if (missing != null) {
            return refused("request", missing);
        }

        List<Object> errors = new ArrayList<>();
        update("persistent", Settings.EMPTY, persistent, errors);
        update("transient", transients, Settings.EMPTY, errors);
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("persistent", NodeConfiguration.flat(persistent));
        settings.put("transient", NodeConfiguration.flat(transients));
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("refused", null);
        verdict.put("errors", errors);
        verdict.put("settings", settings);
        return verdict;
    }

    private static XContentParser parser(byte[] body) throws IOException {
        return XContentType.JSON.xContent()
            .createParser(
                NamedXContentRegistry.EMPTY,
                DeprecationHandler.THROW_UNSUPPORTED_OPERATION,
                new ByteArrayInputStream(body)
            );
    }

    /** As RestClusterUpdateSettingsAction.prepareRequest does it, unchecked casts included: other keys are not looked at. */
    @SuppressWarnings("unchecked")
    private static ClusterUpdateSettingsRequest request(Map<String, Object> source) throws Exception {
        Constructor<?> constructor = Arrays.stream(ClusterUpdateSettingsRequest.class.getConstructors())
            .filter(c -> Arrays.stream(c.getParameterTypes()).allMatch(t -> t == TimeValue.class))
            .findFirst()
            .orElseThrow();
        Object[] timeouts = new Object[constructor.getParameterCount()];
        Arrays.fill(timeouts, TimeValue.ZERO);
        ClusterUpdateSettingsRequest request = (ClusterUpdateSettingsRequest) constructor.newInstance(timeouts);
        if (source.containsKey("transient")) {
            request.transientSettings((Map<String, ?>) source.get("transient"));
        }
        if (source.containsKey("persistent")) {
            request.persistentSettings((Map<String, ?>) source.get("persistent"));
        }
        return request;
    }

    private void update(String layer, Settings transients, Settings persistent, List<Object> errors) throws Exception {
        String message = refusal(transients, persistent);
        if (message == null) {
            return;
        }
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("layer", layer);
        error.put("message", message);
        // not every message names its key: the one that is refused in the same words when it comes alone
        Set<String> keys = new TreeSet<>(transients.keySet());
        keys.addAll(persistent.keySet());
        for (String key : keys) {
            if (message.equals(refusal(transients.filter(key::equals), persistent.filter(key::equals)))) {
                error.put("key", key);
                break;
            }
        }
        errors.add(error);
    }

    /** What the updater says of the layers on an empty cluster state; null where it takes them. */
    private String refusal(Settings transients, Settings persistent) throws Exception {
        sortKeys(transients);
        sortKeys(persistent);
        Object updater = updater();
        Method update = Arrays.stream(updater.getClass().getDeclaredMethods())
            .filter(m -> m.getName().equals("updateSettings") && m.getParameterCount() == 4)
            .findFirst()
            .orElseThrow();
        update.setAccessible(true);
        try {
            update.invoke(updater, ClusterState.EMPTY_STATE, transients, persistent, LOGGER);
            return null;
        } catch (Exception e) {
            return Messages.all(e);
        }
    }

    /**
     * The updater stops at the first setting it refuses, and the keys come in an order that differs from one JVM to the
     * next. Here they come sorted, so that of several bad settings always the same one is named.
     */
    private static void sortKeys(Settings settings) throws ReflectiveOperationException {
        Set<String> sorted = new TreeSet<>(settings.keySet());
        Field keys = Settings.class.getDeclaredField("keys");
        keys.setAccessible(true);
        keys.set(settings, sorted);
    }

    /** The class moved between packages. */
    private Object updater() throws Exception {
        Class<?> type;
        try {
            type = Class.forName("org.elasticsearch.common.settings.SettingsUpdater");
        } catch (ClassNotFoundException older) {
            type = Class.forName("org.elasticsearch.action.admin.cluster.settings.SettingsUpdater");
        }
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(known);
    }

    private static Map<String, Object> refused(String stage, String message) {
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("refused", NodeConfiguration.reason(stage, message));
        return verdict;
    }
}
