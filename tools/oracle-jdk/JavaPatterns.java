import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Says what java.util.regex of this JDK does. Standard input: one line a pattern, the pattern and
 * then the texts, each as UTF-16BE in hex, separated by tabs. Standard output: one line a pattern,
 * `+` and a 0 or 1 for each text, or `-` and the reason (UTF-8 in hex) why it does not compile.
 */
public class JavaPatterns {
  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      List<String> fields = new ArrayList<>();
      for (String field : line.split("\t", -1)) {
        fields.add(new String(HexFormat.of().parseHex(field), StandardCharsets.UTF_16BE));
      }
      System.out.println(answer(fields.get(0), fields.subList(1, fields.size())));
    }
  }

  static String answer(String source, List<String> texts) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(source);
    } catch (PatternSyntaxException e) {
      return "-" + HexFormat.of().formatHex(e.getDescription().getBytes(StandardCharsets.UTF_8));
    }
    StringBuilder out = new StringBuilder("+");
    for (String text : texts) out.append(pattern.matcher(text).matches() ? '1' : '0');
    return out.toString();
  }
}
