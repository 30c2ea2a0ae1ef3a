import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.elasticsearch.common.settings.SecureSetting;
import org.elasticsearch.common.settings.Setting;
import org.elasticsearch.common.settings.Settings;

/** One registered setting: what its own object says of it, and what its parser says of a value. */
final class SettingFacts {
    /** Stands for whatever a user puts in the place of the star. */
    private static final String NAMESPACE = "x1";

    private final Setting<?> registered;
    private final Setting<?> concrete;
    private final boolean group;
    private final boolean looksAtOthers;
    private final TreeSet<String> names;

    SettingFacts(Setting<?> registered) throws ReflectiveOperationException {
        this.registered = registered;
        this.names = namesOf(registered.getKey());
        String namespace = names.isEmpty() ? NAMESPACE : names.first();
        this.concrete = registered instanceof Setting.AffixSetting<?> affix
            ? affix.getConcreteSettingForNamespace(namespace)
            : registered;
        this.group = (boolean) method("isGroupSetting").invoke(concrete);
        this.looksAtOthers = ((Setting.Validator<?>) field(Setting.class, "validator").get(concrete)).settings().hasNext();
    }

    /** Secure settings have no value in a file to be judged. */
    boolean judgesValues() {
        return concrete instanceof SecureSetting == false;
    }

    Map<String, Object> describe() throws ReflectiveOperationException {
        Map<String, Object> facts = new LinkedHashMap<>();
        TreeSet<String> properties = new TreeSet<>();
        registered.getProperties().forEach(property -> properties.add(property.toString()));
        concrete.getProperties().forEach(property -> properties.add(property.toString()));
        facts.put("properties", properties);
        if (registered instanceof Setting.AffixSetting<?>) {
            Object key = field(Setting.class, "key").get(registered);
            for (String part : List.of("prefix", "suffix", "fallbackPrefix")) {
                try {
                    Object value = field(key.getClass(), part).get(key);
                    if (value != null) {
                        facts.put(part, value.toString());
                    }
                } catch (NoSuchFieldException absentInThisVersion) {
                    continue;
                }
            }
        }
        if (group) {
            facts.put("group", "true");
        }
        if (names.isEmpty() == false) {
            facts.put("names", names);
        }
        if (isList()) {
            facts.put("list", "true");
        }
        if (judgesValues() == false) {
            facts.put("secure", "true");
            return facts;
        }
        Object fallback = field(Setting.class, "fallbackSetting").get(concrete);
        if (fallback != null) {
            facts.put("fallback", ((Setting<?>) fallback).getKey());
        }
        if (group == false) {
            try {
                facts.put("default", concrete.getDefaultRaw(Settings.EMPTY));
            } catch (RuntimeException unknownHere) {
                facts.put("defaultError", String.valueOf(unknownHere.getMessage()));
            }
        }
        return facts;
    }

    /** The parsed default; null where there is none, or none without other settings. */
    Object defaultValue() {
        try {
            return concrete.getDefault(Settings.EMPTY);
        } catch (RuntimeException unknownHere) {
            return null;
        }
    }

    /** The parsed value, or the exception that the setting refuses it with. */
    Object parse(Object value) throws Throwable {
        Settings.Builder builder = Settings.builder();
        String key = group ? concrete.getKey() + member() : concrete.getKey();
        if (value instanceof List<?> items) {
            builder.putList(key, items.stream().map(Object::toString).toList());
        } else {
            builder.put(key, value.toString());
        }
        Settings settings = builder.build();
        // A group below a star is asked by its full key, as the validation of a whole configuration does.
        Setting<?> asked = group && registered instanceof Setting.AffixSetting<?> affix ? affix.getConcreteSetting(key) : concrete;
        try {
            // What a setting checks against other settings is no verdict on its value.
            if (looksAtOthers) {
                method("validateWithoutDependencies", Settings.class).invoke(asked, settings);
                return method("get", Settings.class, boolean.class).invoke(asked, settings, false);
            }
            return asked.get(settings);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Settings that are handed to the APM agent take the agent's own names only. */
    private static TreeSet<String> namesOf(String key) throws ReflectiveOperationException {
        TreeSet<String> names = new TreeSet<>();
        if (key.endsWith(".agent.")) {
            Class<?> owner = null;
            for (String home : List.of("telemetry.apm.internal", "telemetry.apm.internal.settings", "telemetry.apm.settings", "tracing.apm")) {
                try {
                    owner = Class.forName("org.elasticsearch." + home + ".APMAgentSettings");
                } catch (ClassNotFoundException elsewhere) {
                    continue;
                }
            }
            try {
                ((Collection<?>) field(owner, "PERMITTED_AGENT_KEYS").get(null)).forEach(name -> names.add(name.toString()));
            } catch (NoSuchFieldException anyNameIsFine) {
                return names;
            }
        }
        return names;
    }

    /** What stands below a group; some groups want a name with a dot. */
    private String member() {
        boolean dotted = List.of("cluster.routing.allocation.awareness.force.", "index.similarity.").contains(concrete.getKey());
        return dotted ? NAMESPACE + ".values" : NAMESPACE;
    }

    /** The class for lists is private, and some lists are anonymous children of it. */
    private boolean isList() {
        Class<?> type = concrete.getClass();
        while (type != Setting.class && type.getSimpleName().equals("ListSetting") == false) {
            type = type.getSuperclass();
        }
        return type != Setting.class;
    }

    private static Method method(String name, Class<?>... parameters) throws ReflectiveOperationException {
        Method method = Setting.class.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }

    private static Field field(Class<?> owner, String name) throws ReflectiveOperationException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** The class of a parsed value as a reader knows it: {@code TimeValue}, {@code List<String>}, {@code enum X}. */
    static String nameOf(Object parsed) {
        if (parsed == null) {
            return "null";
        }
        if (parsed instanceof Optional<?> maybe) {
            return "Optional<" + (maybe.isEmpty() ? "" : nameOf(maybe.get())) + ">";
        }
        if (parsed instanceof Enum<?> constant) {
            return "enum " + constant.getDeclaringClass().getSimpleName();
        }
        if (parsed instanceof Settings) {
            return "Settings";
        }
        if (parsed instanceof Collection<?> items) {
            String kind = parsed instanceof List ? "List" : "Set";
            return kind + "<" + (items.isEmpty() ? "" : nameOf(items.iterator().next())) + ">";
        }
        return parsed.getClass().getSimpleName();
    }
}
