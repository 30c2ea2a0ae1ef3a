import java.io.FileInputStream;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Says which chains this JDK trusts: does a whole TLS handshake in memory for each line of its input, `purpose <tab> host
 * <tab> server name <tab> names of the certificates shown <tab> names of the anchors` (files of fixtures/certificates, `-`
 * for nothing), and writes `+` or `-` and the messages in hex. Another folder may be its argument. Only public API.
 */
public class Chains {
  static Path folder = Path.of("fixtures/certificates");
  static final Date TODAY = Date.from(Instant.parse("2026-11-22T12:00:00Z"));

  public static void main(String[] args) throws Exception {
    if (args.length > 0) folder = Path.of(args[0]);
    Scanner input = new Scanner(System.in, StandardCharsets.UTF_8);
    while (input.hasNextLine()) {
      String[] parts = input.nextLine().split("\t");
      System.out.println(judge(parts[0], parts[1], parts[2], list(parts[3]), list(parts[4])));
    }
  }

  static List<String> list(String text) {
    return text.equals("-") ? List.of() : List.of(text.split(","));
  }

  static String judge(String purpose, String host, String name, List<String> shown, List<String> anchors)
      throws Exception {
    try {
      boolean ofServer = purpose.equals("server");
      SSLContext server = context(ofServer ? shown : List.of("remote-server"), ofServer ? null : anchors);
      SSLContext client = context(ofServer ? null : shown, ofServer ? anchors : List.of("remote-ca"));
      SSLEngine calling = host.equals("-") ? client.createSSLEngine() : client.createSSLEngine(host, 9300);
      calling.setUseClientMode(true);
      SSLParameters parameters = calling.getSSLParameters();
      if (!host.equals("-")) parameters.setEndpointIdentificationAlgorithm("HTTPS");
      if (!name.equals("-")) parameters.setServerNames(List.of(new SNIHostName(name)));
      calling.setSSLParameters(parameters);
      SSLEngine answering = server.createSSLEngine();
      answering.setUseClientMode(false);
      answering.setNeedClientAuth(!ofServer);
      handshake(calling, answering);
      return "+";
    } catch (Exception failure) {
      StringBuilder said = new StringBuilder();
      for (Throwable cause = failure; cause != null; cause = cause.getCause())
        said.append(said.isEmpty() ? "" : " <- ").append(cause.getMessage());
      return "-" + HexFormat.of().formatHex(said.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  static void handshake(SSLEngine one, SSLEngine other) throws Exception {
    ByteBuffer there = ByteBuffer.allocate(1 << 17), back = ByteBuffer.allocate(1 << 17);
    one.beginHandshake();
    other.beginHandshake();
    // what a side refuses after its own part is done shows when it reads on
    for (int round = 0; round < 40; round++) {
      step(one, back, there);
      step(other, there, back);
    }
    for (SSLEngine engine : new SSLEngine[] {one, other})
      if (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING)
        throw new IllegalStateException("the handshake does not end");
  }

  static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws Exception {
    ByteBuffer plain = ByteBuffer.allocate(1 << 17);
    in.flip();
    while (in.hasRemaining()) {
      int before = in.remaining();
      engine.unwrap(in, plain);
      run(engine);
      if (in.remaining() == before) break;
    }
    in.compact();
    while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      engine.wrap(ByteBuffer.allocate(0), out);
      run(engine);
    }
  }

  static void run(SSLEngine engine) {
    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) task.run();
  }

  static SSLContext context(List<String> shown, List<String> anchors) throws Exception {
    KeyManager[] keys = shown == null ? null : keys(shown);
    TrustManager[] trust = anchors == null ? null : trust(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust, null);
    return context;
  }

  static KeyManager[] keys(List<String> shown) throws Exception {
    X509Certificate[] chain = new X509Certificate[shown.size()];
    for (int i = 0; i < chain.length; i++) chain[i] = certificate(shown.get(i));
    return new KeyManager[] {new Shown(chain, key(shown.get(0), chain[0]))};
  }

  /** Shows what it is told to, in that order and to everybody: stores would put chains right. */
  static class Shown extends X509ExtendedKeyManager {
    final X509Certificate[] chain;
    final PrivateKey key;

    Shown(X509Certificate[] chain, PrivateKey key) {
      this.chain = chain;
      this.key = key;
    }

    String fitting(String... types) {
      return List.of(types).contains(key.getAlgorithm()) ? "key" : null;
    }

    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[] {"key"};
    }

    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[] {"key"};
    }

    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return fitting(types);
    }

    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return fitting(type);
    }

    public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
      return fitting(types);
    }

    public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
      return fitting(type);
    }

    public X509Certificate[] getCertificateChain(String alias) {
      return chain;
    }

    public PrivateKey getPrivateKey(String alias) {
      return key;
    }
  }

  static TrustManager[] trust(List<String> names) throws Exception {
    Set<TrustAnchor> anchors = new HashSet<>();
    for (String name : names) anchors.add(new TrustAnchor(certificate(name), null));
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
    parameters.setRevocationEnabled(false);
    parameters.setDate(TODAY);
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(new CertPathTrustManagerParameters(parameters));
    return factory.getTrustManagers();
  }

  static X509Certificate certificate(String name) throws Exception {
    try (InputStream file = new FileInputStream(folder.resolve(name + ".crt").toFile())) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
    }
  }

  static PrivateKey key(String name, X509Certificate certificate) throws Exception {
    String pem = Files.readString(folder.resolve("keys/" + name + ".key"));
    byte[] bytes = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
    return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }
}
