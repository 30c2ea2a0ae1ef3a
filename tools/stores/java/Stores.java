import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;

/**
 * Reads stores as the JDK does that runs it. A request a line, its parts between tabs, each in Base64:
 *
 * <pre>
 * file  type  password  key-password
 * </pre>
 *
 * and a JSON line for each: the entries and whom a trust manager would trust, or the message of the refusal.
 */
public final class Stores {
    private Stores() {}

    public static void main(String[] args) throws Exception {
        String input = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        for (String line : input.split("\n")) {
            List<String> parts = new ArrayList<>();
            for (String part : line.split("\t", -1)) {
                parts.add(new String(Base64.getDecoder().decode(part), StandardCharsets.UTF_8));
            }
            System.out.println(Json.write(read(parts)));
        }
    }

    private static Map<String, Object> read(List<String> request) {
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            KeyStore store = KeyStore.getInstance(request.get(1));
            try (InputStream in = Files.newInputStream(Path.of(request.get(0)))) {
                store.load(in, request.get(2).toCharArray());
            }
            List<Object> entries = new ArrayList<>();
            for (String alias : new TreeSet<>(Collections.list(store.aliases()))) {
                entries.add(entry(store, alias, request.get(3).toCharArray()));
            }
            answer.put("entries", entries);
            answer.put("anchors", anchors(store));
        } catch (Throwable thrown) {
            answer.put("refused", Messages.chain(thrown));
        }
        return answer;
    }

    private static Map<String, Object> entry(KeyStore store, String alias, char[] password) throws Exception {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("alias", alias);
        entry.put("kind", store.isKeyEntry(alias) ? "key" : "trusted");
        List<Object> chain = new ArrayList<>();
        Certificate[] certificates = store.getCertificateChain(alias);
        if (certificates == null && store.getCertificate(alias) != null) {
            certificates = new Certificate[] { store.getCertificate(alias) };
        }
        for (Certificate certificate : certificates == null ? new Certificate[0] : certificates) {
            chain.add(describe((X509Certificate) certificate));
        }
        entry.put("chain", chain);
        if (store.isKeyEntry(alias)) {
            try {
                entry.put("key", store.getKey(alias, password) instanceof PrivateKey key ? key.getAlgorithm() : "secret");
            } catch (Exception e) {
                entry.put("keyRefused", Messages.chain(e));
            }
        }
        return entry;
    }

    private static String describe(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName(X500Principal.RFC2253) + " " + certificate.getSerialNumber().toString(16);
    }

    private static List<Object> anchors(KeyStore store) throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        TreeSet<String> anchors = new TreeSet<>();
        for (TrustManager manager : factory.getTrustManagers()) {
            for (X509Certificate certificate : ((X509TrustManager) manager).getAcceptedIssuers()) {
                anchors.add(describe(certificate));
            }
        }
        return new ArrayList<>(anchors);
    }
}
