import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elasticsearch.common.settings.ClusterSettings;
import org.elasticsearch.common.settings.Setting;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.common.settings.SettingsModule;

/**
 * What this Elasticsearch's own code says of configuration files.
 *
 * <p>Arguments: a directory to work in, then the class names of the distribution's plugins. Reads file names from
 * stdin, one a line, and prints one JSON line for each: {@code *.json} is judged as a body of PUT _cluster/settings,
 * anything else as an elasticsearch.yml.
 */
final class Verdict {
    private Verdict() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // Elasticsearch logs to stdout
        configureLogging();

        Path home = Path.of(arguments[0]);
        Setting<?>[] additional = RegisteredSettings.additional(List.of(arguments).subList(1, arguments.length));
        ClusterSettings known = new SettingsModule(Settings.EMPTY, additional).getClusterSettings();
        NodeConfiguration node = new NodeConfiguration(additional, known, home);
        SettingsPayload payload = new SettingsPayload(known);

        BufferedReader names = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String name;
        while ((name = names.readLine()) != null) {
            Path file = Path.of(name);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("file", name);
            line.putAll(name.endsWith(".json") ? payload.verdict(file) : node.verdict(file));
            out.println(Json.write(line).replace(home.resolve("config") + "/", "").replace(home.toString(), "HOME"));
        }
        out.flush();
        System.exit(0); // some plugin's constructor may have started threads
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
