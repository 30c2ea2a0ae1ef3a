import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.elasticsearch.common.settings.ClusterSettings;
import org.elasticsearch.common.settings.IndexScopedSettings;
import org.elasticsearch.common.settings.Setting;

/**
 * Prints every setting that this distribution registers, a JSON line for each: what it is, and what its own parser says
 * of a battery of values.
 *
 * <p>Arguments: the class names of the distribution's plugins. Reads the battery from stdin, a value a line: {@code S}
 * and a text, or {@code L} and the items of a list, separated by tabs, with everything but printable ASCII as
 * {@code \}{@code uXXXX}.
 */
final class SettingsDump {
    private SettingsDump() {}

    public static void main(String[] plugins) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // Elasticsearch logs to stdout
        configureLogging();

        List<Object> battery = battery();
        for (Map.Entry<String, Registered> entry : registered(plugins).entrySet()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("key", entry.getKey());
            line.put("module", entry.getValue().module());
            SettingFacts facts = new SettingFacts(entry.getValue().setting());
            line.putAll(facts.describe());
            if (facts.judgesValues()) {
                line.putAll(new ValueVerdicts(facts).ask(battery));
            }
            out.println(Json.write(line));
        }
        out.flush();
        System.exit(0); // some plugin's constructor may have started threads
    }

    /** A setting and the module that brings it. */
    private record Registered(Setting<?> setting, String module) {}

    private static Map<String, Registered> registered(String[] plugins) throws Exception {
        Map<String, Registered> all = new TreeMap<>();
        add(all, ClusterSettings.BUILT_IN_CLUSTER_SETTINGS, "server");
        add(all, IndexScopedSettings.BUILT_IN_INDEX_SETTINGS, "server");
        add(all, Arrays.asList(RegisteredSettings.additional(List.of())), "server");
        for (String plugin : plugins) {
            Path jar = Path.of(Class.forName(plugin).getProtectionDomain().getCodeSource().getLocation().toURI());
            String module = jar.getParent().getFileName().toString();
            add(all, Arrays.asList(RegisteredSettings.additional(List.of(plugin))), module);
        }
        return all;
    }

    private static void add(Map<String, Registered> all, Collection<Setting<?>> settings, String module) {
        settings.forEach(setting -> all.putIfAbsent(setting.getKey(), new Registered(setting, module)));
    }

    private static List<Object> battery() throws IOException {
        List<Object> values = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            List<String> items = Arrays.stream(line.split("\t", -1)).skip(1).map(SettingsDump::unescape).toList();
            values.add(line.startsWith("L") ? items : items.get(0));
        }
        return values;
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\u", i)) {
                plain.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }

    /** From 8.x on, loggers fail unless this comes first. */
    private static void configureLogging() throws Exception {
        try {
            Class.forName("org.elasticsearch.common.logging.LogConfigurator").getMethod("configureESLogging").invoke(null);
        } catch (NoSuchMethodException older) {
            // 7.x needs nothing
        }
    }
}
