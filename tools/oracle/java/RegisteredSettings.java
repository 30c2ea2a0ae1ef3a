import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.elasticsearch.common.settings.ClusterSettings;
import org.elasticsearch.common.settings.IndexScopedSettings;
import org.elasticsearch.common.settings.Setting;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.threadpool.ThreadPool;

/**
 * The settings that a node of this distribution registers beside the built-in ones: those of its plugins, of the
 * thread pools, and (7.x) of the legacy role settings. {@code org.elasticsearch.node.Node} collects them in the same
 * three places. Constructors and signatures differ between versions, hence the reflection.
 */
final class RegisteredSettings {
    private static final Settings NAMED = Settings.builder().put("node.name", "oracle").build();

    private final Map<String, Setting<?>> settings = new TreeMap<>();

    private RegisteredSettings() {}

    /** The additional settings, as {@code SettingsModule} wants them. */
    static Setting<?>[] additional(List<String> pluginClasses) throws Exception {
        RegisteredSettings registered = new RegisteredSettings();
        List<Object> executorBuilders = new ArrayList<>(threadPoolBuilders());
        for (String name : pluginClasses) {
            Object plugin = instance(Class.forName(name));
            registered.addAll(pluginSettings(plugin));
            executorBuilders.addAll((Collection<?>) invoke(plugin, "getExecutorBuilders", NAMED));
        }
        for (Object builder : executorBuilders) {
            registered.addAll((Collection<?>) invoke(builder, "getRegisteredSettings"));
        }
        registered.addAll(legacyRoleSettings());
        // SettingsModule registers the built-in ones itself and refuses a key that comes twice.
        ClusterSettings.BUILT_IN_CLUSTER_SETTINGS.forEach(s -> registered.settings.remove(s.getKey()));
        IndexScopedSettings.BUILT_IN_INDEX_SETTINGS.forEach(s -> registered.settings.remove(s.getKey()));
        return registered.settings.values().toArray(new Setting<?>[0]);
    }

    private void addAll(Collection<?> found) {
        for (Object setting : found) {
            settings.putIfAbsent(((Setting<?>) setting).getKey(), (Setting<?>) setting);
        }
    }

    private static Collection<?> threadPoolBuilders() throws Exception {
        Constructor<?> constructor = ThreadPool.class.getConstructors()[0];
        ThreadPool pool = (ThreadPool) constructor.newInstance(arguments(constructor.getParameterTypes(), NAMED));
        Collection<?> builders = pool.builders();
        pool.shutdownNow();
        return builders;
    }

    /**
     * Security registers more than its instance method says when other plugins extend it; its static variant with the
     * most parameters gives what a plain distribution registers.
     */
    private static Collection<?> pluginSettings(Object plugin) throws Exception {
        Method widest = Arrays.stream(plugin.getClass().getDeclaredMethods())
            .filter(m -> m.getName().equals("getSettings") && Modifier.isStatic(m.getModifiers()))
            .max(Comparator.comparingInt(Method::getParameterCount))
            .orElse(null);
        if (widest == null) {
            return (Collection<?>) invoke(plugin, "getSettings");
        }
        widest.setAccessible(true);
        return (Collection<?>) widest.invoke(null, arguments(widest.getParameterTypes(), Settings.EMPTY));
    }

    /** 7.x: node.master, node.data and so on, which each role registers for itself. */
    private static Collection<?> legacyRoleSettings() throws Exception {
        Class<?> roleClass = Class.forName("org.elasticsearch.cluster.node.DiscoveryNodeRole");
        List<Object> found = new ArrayList<>();
        Method legacySetting;
        try {
            legacySetting = roleClass.getDeclaredMethod("legacySetting");
        } catch (NoSuchMethodException gone) {
            return found;
        }
        legacySetting.setAccessible(true);
        for (Object role : (Collection<?>) roleClass.getField("BUILT_IN_ROLES").get(null)) {
            Object setting = legacySetting.invoke(role);
            if (setting != null) {
                found.add(setting);
            }
        }
        return found;
    }

    /** A plugin by whichever constructor works; where none does, without constructing: getSettings() needs no state. */
    private static Object instance(Class<?> plugin) throws Exception {
        for (Constructor<?> constructor : plugin.getDeclaredConstructors()) {
            try {
                constructor.setAccessible(true);
                return constructor.newInstance(arguments(constructor.getParameterTypes(), Settings.EMPTY));
            } catch (InvocationTargetException | IllegalArgumentException unsuitable) {
                continue;
            }
        }
        Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
        field.setAccessible(true);
        Object unsafe = field.get(null);
        return unsafe.getClass().getMethod("allocateInstance", Class.class).invoke(unsafe, plugin);
    }

    /** Arguments by type: the given settings, empty collections, harmless stand-ins, else null. */
    private static Object[] arguments(Class<?>[] types, Settings settings) throws Exception {
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = argument(types[i], settings);
        }
        return arguments;
    }

    private static Object argument(Class<?> type, Settings settings) throws Exception {
        if (type == Settings.class) {
            return settings;
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Path.class) {
            return Path.of("config").toAbsolutePath();
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        switch (type.getName()) {
            case "org.elasticsearch.telemetry.metric.MeterRegistry":
                return type.getField("NOOP").get(null);
            case "org.elasticsearch.threadpool.internal.BuiltInExecutorBuilders":
                return construct("org.elasticsearch.threadpool.DefaultBuiltInExecutorBuilders");
            case "org.elasticsearch.xpack.security.transport.extension.RemoteClusterSecurityExtension$Provider":
                return construct("org.elasticsearch.xpack.security.transport.CrossClusterAccessSecurityExtension$Provider");
            default:
                return null;
        }
    }

    private static Object construct(String className) throws Exception {
        Constructor<?> constructor = Class.forName(className).getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    /** Calls a method by name and number of parameters, wherever in the class's ancestry it is implemented. */
    private static Object invoke(Object target, String name, Object... arguments) throws Exception {
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                boolean fits = method.getName().equals(name) && method.getParameterCount() == arguments.length;
                if (fits && !method.isBridge() && !Modifier.isAbstract(method.getModifiers())) {
                    method.setAccessible(true);
                    return method.invoke(target, arguments);
                }
            }
        }
        throw new NoSuchMethodException(target.getClass().getName() + "." + name);
    }
}
