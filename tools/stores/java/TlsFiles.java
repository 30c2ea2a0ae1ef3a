import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.elasticsearch.common.settings.KeyStoreWrapper;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.xpack.core.ssl.SSLService;

/**
 * Has Elasticsearch set up TLS as a node does at its start. A request a line: settings as name=value, those of the
 * keystore with a “!” before the name, each in Base64, tabs between them. A JSON line for each: the message of the
 * refusal, if there was one.
 */
public final class TlsFiles {
    private TlsFiles() {}

    public static void main(String[] args) throws Exception {
        Path config = Path.of(args[0]);
        try {
            Class.forName("org.elasticsearch.common.logging.LogConfigurator").getMethod("configureESLogging").invoke(null);
        } catch (NoSuchMethodException | ClassNotFoundException e) {
            // 7.17 needs no such thing
        }
        String input = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        for (String line : input.split("\n")) {
            List<String> parts = new ArrayList<>();
            for (String part : line.split("\t", -1)) {
                parts.add(new String(Base64.getDecoder().decode(part), StandardCharsets.UTF_8));
            }
            System.out.println(Json.write(start(config, parts)));
        }
    }

    private static Map<String, Object> start(Path config, List<String> parts) throws Exception {
        KeyStoreWrapper keystore = KeyStoreWrapper.create();
        // not public in 7.17
        Method setString = KeyStoreWrapper.class.getDeclaredMethod("setString", String.class, char[].class);
        setString.setAccessible(true);
        Settings.Builder settings = Settings.builder().put("path.home", config.getParent().toString());
        for (String part : parts) {
            String[] pair = part.split("=", 2);
            if (pair[0].startsWith("!")) {
                setString.invoke(keystore, pair[0].substring(1), pair[1].toCharArray());
            } else {
                settings.put(pair[0], pair[1]);
            }
        }
        settings.setSecureSettings(keystore);
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            new SSLService(new Environment(settings.build(), config));
            answer.put("starts", true);
        } catch (Throwable thrown) {
            String message = Messages.chain(thrown);
            answer.put("refused", message.replace(config.toString(), "<config>"));
        }
        return answer;
    }
}
