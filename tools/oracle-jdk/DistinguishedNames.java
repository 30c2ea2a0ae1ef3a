import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * Says how this JDK writes distinguished names: one line a name, `DER in hex <tab> UTF-8 of the
 * RFC 2253 text in hex`, or `DER in hex <tab> !` when it refuses the bytes. Only public API.
 */
public class DistinguishedNames {
  static final int PRINTABLE = 0x13, T61 = 0x14, IA5 = 0x16, GENERAL = 0x1b, UNIVERSAL = 0x1c,
      BMP = 0x1e, UTF8 = 0x0c, VISIBLE = 0x1a, NUMERIC = 0x12, BITS = 0x03, OCTETS = 0x04;
  static final byte[] CN = {0x55, 4, 3}, C = {0x55, 4, 6}, L = {0x55, 4, 7}, ST = {0x55, 4, 8},
      STREET = {0x55, 4, 9}, O = {0x55, 4, 10}, OU = {0x55, 4, 11}, SERIAL = {0x55, 4, 5},
      EMAIL = HexFormat.of().parseHex("2a864886f70d010901"),
      DC = HexFormat.of().parseHex("0992268993f22c640119"),
      UID = HexFormat.of().parseHex("0992268993f22c640101"),
      PRIVATE = HexFormat.of().parseHex("2b0601040182371402"),
      HUGE = HexFormat.of().parseHex("698fffffffffffffffffff7f05"),
      JOINT = HexFormat.of().parseHex("883703");

  public static void main(String[] args) {
    for (String text : new String[] {
      "CN=instance", "CN=a,L=b,ST=c,O=d,OU=e,C=NL,STREET=f,DC=g,UID=h",
      "C=NL, O=Example, OU=search, CN=local-signing.example.com",
      "T=x,DNQ=y,SURNAME=z,GIVENNAME=q,INITIALS=i,GENERATION=g,EMAILADDRESS=a@b.example,SERIALNUMBER=1",
      "OU=z+CN=a+O=q", "CN=a+OU=b,O=c+L=d,C=NL", "CN=b+CN=a", "UID=jdoe+CN=John Doe,DC=example,DC=com",
      "CN=a\\,b\\+c\\\"d\\\\e\\<f\\>g\\;h\\=i\\#j", "CN=\\#leading", "CN=\\ leading", "CN=trailing\\ ",
      "CN=\\ \\  two \\ \\ ", "CN=inner  blanks", "CN=\\ ", "CN=\"quoted, with = and +\"", "CN=", "CN=,O=x",
      "CN=\\C4\\8Dert,O=caf\u00e9", "CN=\u65e5\u672c,O=\u0440\u0443\u0441", "CN=\ud83d\ude00", "CN=*.example.com",
      "CN=a@b.example", "CN=it's (a) test: 1/2 - ok?", "CN=a_b!c$d%e&f*g|h~i`j{k}l[m]n^o", "CN=a\\00b",
      "1.2.3=#0403010203", "1.2.840.113549.1.9.1=#1601\u0036\u0031", "2.5.4.3=by oid", "2.999.3=#0c0161",
      "CN=node.node.abc.cluster.def.account", "", "CN=a,CN=b,CN=c", "cn=lower,o=case", "CN=#0c0161", "CN=#040161",
    }) show(new X500Principal(text).getEncoded());

    for (int tag : new int[] {PRINTABLE, T61, IA5, GENERAL, UTF8, VISIBLE, NUMERIC}) {
      show(name(rdn(ava(CN, tag, "plain text"))));
      show(name(rdn(ava(CN, tag, ""))));
    }
    show(name(rdn(ava(CN, BMP, "wide \u65e5", StandardCharsets.UTF_16BE))));
    show(name(rdn(ava(CN, BMP, "\ufeffa\ud83d\ude00,", StandardCharsets.UTF_16BE))));
    show(name(rdn(ava(CN, BMP, "\ufeffmark", StandardCharsets.UTF_16BE))));
    show(name(rdn(ava(CN, BMP, new byte[] {0, 97, 0}))));
    show(name(rdn(ava(CN, BMP, new byte[] {(byte) 0xdc, 0, 0, 97}))));
    show(name(rdn(ava(CN, BMP, new byte[] {0, 97, (byte) 0xd8, 0}))));
    show(name(rdn(ava(CN, BMP, new byte[] {(byte) 0xd8, 0, (byte) 0xd8, 0, 0, 97}))));
    show(name(rdn(ava(CN, BMP, new byte[] {(byte) 0xd8, 0, 97}))));
    show(name(rdn(ava(CN, BMP, new byte[] {(byte) 0xd8, 0, 0, 97}))));
    show(name(rdn(ava(CN, BMP, ""))));
    show(name(rdn(ava(CN, UNIVERSAL, new byte[] {0, 0, 0, 97}))));
    for (int tag : new int[] {PRINTABLE, T61, IA5, GENERAL}) {
      show(name(rdn(ava(CN, tag, "caf\u00e9", StandardCharsets.ISO_8859_1))));
    }
    show(name(rdn(ava(CN, UTF8, new byte[] {97, (byte) 0xff, 98, (byte) 0xe2, (byte) 0x82}))));
    show(name(rdn(ava(CN, UTF8, "\ufeffmark"))));
    show(name(rdn(ava(CN, T61, "\ufeffmark"))));
    show(name(rdn(ava(CN, BITS, new byte[] {0, 5}))));
    show(name(rdn(ava(CN, OCTETS, "octets"))));
    show(name(rdn(ava(CN, UTF8, "\r\na\tb\u007f\u0001\n\r"))));
    show(name(rdn(ava(CN, UTF8, " \r \r"))));
    show(name(rdn(ava(CN, UTF8, "\t tab ends \t"))));
    show(name(rdn(ava(CN, UTF8, "\u00a0no-break ends\u00a0"))));
    show(name(rdn(ava(CN, UTF8, "a\u0000"))));
    show(name(rdn(ava(CN, UTF8, "\u0000 "))));
    show(name(rdn(ava(CN, UTF8, "##"))));
    show(name(rdn(ava(CN, UTF8, "\\ ,"))));
    show(name(rdn(ava(CN, UTF8, "line\u2028sep"))));
    show(name(rdn(ava(SERIAL, PRINTABLE, "0042"))));
    show(name(rdn(ava(EMAIL, IA5, "who@example.com"))));
    show(name(rdn(ava(DC, IA5, "com")), rdn(ava(DC, IA5, "example")), rdn(ava(UID, UTF8, "ann"))));
    show(name(rdn(ava(DC, UTF8, "caf\u00e9")), rdn(ava(STREET, T61, "High St. 1"))));
    show(name(rdn(ava(PRIVATE, UTF8, "user@example"))));
    show(name(rdn(ava(HUGE, UTF8, "huge"))));
    show(name(rdn(ava(JOINT, UTF8, "joint"))));
    show(name(rdn(ava(PRIVATE, 0x30, new byte[] {2, 1, 5}))));
    show(name(rdn(ava(CN, 0x30, new byte[] {2, 1, 5}))));
    show(name(rdn(ava(C, PRINTABLE, "NL")), rdn(ava(O, BMP, "Wide", StandardCharsets.UTF_16BE)),
        rdn(ava(PRIVATE, UTF8, "x"), ava(CN, UTF8, "many, parts"), ava(OU, PRINTABLE, "+")), rdn(ava(ST, IA5, "=")),
        rdn(ava(L, UTF8, "D\u00fcsseldorf"))));
    show(name(rdn(ava(OU, UTF8, "unsorted"), ava(CN, UTF8, "set"))));
    show(name(rdn()));
    show(name(rdn(ava(CN, UTF8, "a")), rdn(), rdn(ava(O, UTF8, "b"))));
    show(name(rdn(ava(CN, UTF8, "long ".repeat(40)))));
    show(name(rdn(ava(PRIVATE, UTF8, "long ".repeat(60)))));
  }

  static void show(byte[] der) {
    String text;
    try {
      text = new X500Principal(der).getName(X500Principal.RFC2253);
    } catch (IllegalArgumentException e) {
      text = null;
    }
    HexFormat hex = HexFormat.of();
    String right = text == null ? "!" : hex.formatHex(text.getBytes(StandardCharsets.UTF_8));
    System.out.println(hex.formatHex(der) + "\t" + right);
  }

  static byte[] name(byte[]... rdns) {
    return tlv(0x30, join(rdns));
  }

  static byte[] rdn(byte[]... avas) {
    return tlv(0x31, join(avas));
  }

  static byte[] ava(byte[] oid, int tag, String value) {
    return ava(oid, tag, value, StandardCharsets.UTF_8);
  }

  static byte[] ava(byte[] oid, int tag, String value, Charset charset) {
    return ava(oid, tag, value.getBytes(charset));
  }

  static byte[] ava(byte[] oid, int tag, byte[] value) {
    return tlv(0x30, join(tlv(6, oid), tlv(tag, value)));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) out.writeBytes(part);
    return out.toByteArray();
  }

  static byte[] tlv(int tag, byte[] content) {
    List<Integer> head = new ArrayList<>();
    head.add(tag);
    int n = content.length;
    if (n > 0xffff) throw new IllegalArgumentException("too long");
    if (n > 0xff) head.addAll(List.of(0x82, n >> 8, n & 0xff));
    else if (n > 0x7f) head.addAll(List.of(0x81, n));
    else head.add(n);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int b : head) out.write(b);
    out.writeBytes(content);
    return out.toByteArray();
  }
}
