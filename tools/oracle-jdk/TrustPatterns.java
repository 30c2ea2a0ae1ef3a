import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Scanner;
import java.util.function.Predicate;
import org.elasticsearch.xpack.core.security.support.Automatons;

/**
 * Says what Elasticsearch makes of patterns as they stand in files of trust restrictions: for each line of its input, a
 * pattern and names (UTF-16 in hex, between tabs), `+` and a digit for each name, or `-` and the message in hex.
 */
public class TrustPatterns {
  public static void main(String[] args) {
    try {
      // its loggers are wanted since 8.6, and come from here
      Class.forName("org.elasticsearch.common.logging.LogConfigurator").getMethod("configureESLogging").invoke(null);
    } catch (ReflectiveOperationException older) {
      // nothing to be done
    }
    Scanner input = new Scanner(System.in, StandardCharsets.US_ASCII);
    while (input.hasNextLine()) System.out.println(judge(input.nextLine().split("\t", -1)));
  }

  static String judge(String[] parts) {
    try {
      Predicate<String> pattern = Automatons.predicate(text(parts[0]));
      StringBuilder found = new StringBuilder("+");
      for (int i = 1; i < parts.length; i++) found.append(pattern.test(text(parts[i])) ? '1' : '0');
      return found.toString();
    } catch (Exception refused) {
      return "-" + HexFormat.of().formatHex(String.valueOf(refused.getMessage()).getBytes(StandardCharsets.UTF_8));
    }
  }

  static String text(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_16BE);
  }
}
