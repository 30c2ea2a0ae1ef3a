import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

import org.elasticsearch.common.settings.KeyStoreWrapper;

/**
 * Makes and reads keystores with Elasticsearch's own class. A request a line, its parts between tabs, texts in Base64:
 *
 * <pre>
 * make  file  password  name=value name=value …
 * read  file  password
 * </pre>
 *
 * and a JSON line for each: what was read, or the message of the refusal.
 */
public final class Keystores {
    /** Not public in 7.17. */
    private static final String FILE_NAME = "elasticsearch.keystore";

    private Keystores() {}

    public static void main(String[] args) throws Exception {
        Path work = Path.of(args[0]);
        String input = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        for (String line : input.split("\n")) {
            String[] parts = line.split("\t", -1);
            Path file = Path.of(text(parts[1]));
            char[] password = text(parts[2]).toCharArray();
            System.out.println(Json.write(parts[0].equals("make") ? make(work, file, password, parts[3]) : read(work, file, password)));
        }
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> make(Path work, Path file, char[] password, String entries) throws Exception {
        KeyStoreWrapper keystore = KeyStoreWrapper.create();
        // not public in 7.17
        Method setString = KeyStoreWrapper.class.getDeclaredMethod("setString", String.class, char[].class);
        setString.setAccessible(true);
        for (String entry : entries.isEmpty() ? new String[0] : entries.split(" ")) {
            String[] pair = text(entry).split("=", 2);
            setString.invoke(keystore, pair[0], pair[1].toCharArray());
        }
        keystore.save(work, password);
        Files.move(work.resolve(FILE_NAME), file, StandardCopyOption.REPLACE_EXISTING);
        return read(work, file, password);
    }

    private static Map<String, Object> read(Path work, Path file, char[] password) throws Exception {
        Map<String, Object> answer = new LinkedHashMap<>();
        Path copy = work.resolve(FILE_NAME);
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        try (KeyStoreWrapper keystore = KeyStoreWrapper.load(work)) {
            answer.put("hasPassword", keystore.hasPassword() ? "yes" : "no");
            keystore.decrypt(password);
            answer.put("names", new TreeSet<>(keystore.getSettingNames()));
        } catch (Throwable thrown) {
            answer.put("refused", Messages.chain(thrown).replace(work.toString(), "<config>"));
        }
        Files.delete(copy);
        return answer;
    }
}
