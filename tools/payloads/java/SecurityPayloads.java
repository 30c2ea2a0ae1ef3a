import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.elasticsearch.action.ActionRequest;
import org.elasticsearch.action.ActionRequestValidationException;
import org.elasticsearch.common.bytes.BytesArray;
import org.elasticsearch.common.bytes.BytesReference;
import org.elasticsearch.xcontent.XContentParser;
import org.elasticsearch.xcontent.XContentType;
import org.elasticsearch.xcontent.json.JsonXContent;
import org.elasticsearch.xcontent.DeprecationHandler;
import org.elasticsearch.xcontent.NamedXContentRegistry;

/**
 * What this Elasticsearch's own code says of request bodies of the security API. Reads a line for each body, its kind and the
 * body in Base64 (role, key, key-update), and prints a JSON line: null or the message of the refusal. The line `privileges`
 * asks for the names of all privileges.
 */
public final class SecurityPayloads {
    private static final String CORE = "org.elasticsearch.xpack.core.security.";
    private static final String KEYS = CORE + "action.apikey.";
    private static final String REST = "org.elasticsearch.xpack.security.rest.action.apikey.";

    private SecurityPayloads() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        try {
            Class.forName("org.elasticsearch.common.logging.LogConfigurator").getMethod("configureESLogging").invoke(null);
        } catch (NoSuchMethodException older) {
            // 7.x needs nothing
        }
        initializeReservedRoles();
        String input = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        for (String line : input.split("\n")) {
            String[] parts = line.split("\t", -1);
            Object answer = parts[0].equals("privileges")
                ? privileges()
                : verdict(parts[0], new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8));
            out.println(Json.write(answer));
        }
        out.flush();
        System.exit(0);
    }

    /** From 8.9 on, a role's name is checked against a list that only a constructor fills. */
    private static void initializeReservedRoles() throws Exception {
        for (Constructor<?> one : Class.forName(CORE + "authz.store.ReservedRolesStore").getConstructors()) {
            if (one.getParameterCount() == 0) {
                one.newInstance();
            }
        }
    }

    private static String verdict(String kind, String body) {
        try {
            ActionRequest request = switch (kind) {
                case "role" -> role(body);
                case "key" -> (ActionRequest) parse(REST + "RestCreateCrossClusterApiKeyAction", body);
                default -> update(parse(REST + "RestUpdateCrossClusterApiKeyAction", body));
            };
            ActionRequestValidationException invalid = request.validate();
            return invalid == null ? null : Messages.chain(invalid);
        } catch (ClassNotFoundException absent) {
            return "no such API";
        } catch (Throwable thrown) {
            return Messages.chain(thrown);
        }
    }

    private static ActionRequest role(String body) throws Exception {
        Class<?> type = Class.forName(CORE + "action.role.PutRoleRequestBuilder");
        Constructor<?> constructor = null;
        for (Constructor<?> one : type.getConstructors()) {
            constructor = one.getParameterCount() == 1 ? one : constructor;
        }
        Object builder = constructor.newInstance(new Object[] { null });
        Method source = type.getMethod("source", String.class, BytesReference.class, XContentType.class);
        source.invoke(builder, "r", new BytesArray(body), XContentType.JSON);
        return (ActionRequest) type.getMethod("request").invoke(builder);
    }

    private static Object parse(String action, String body) throws Exception {
        Field field = Class.forName(action).getDeclaredField("PARSER");
        field.setAccessible(true);
        Object parser = field.get(null);
        try (
            XContentParser input = JsonXContent.jsonXContent.createParser(
                NamedXContentRegistry.EMPTY,
                DeprecationHandler.THROW_UNSUPPORTED_OPERATION,
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))
            )
        ) {
            return parser.getClass().getMethod("parse", XContentParser.class, Object.class).invoke(parser, input, null);
        }
    }

    /** The request that the action makes of a parsed body: the constructor has the identifier first, then parts by type. */
    private static ActionRequest update(Object payload) throws Exception {
        Map<Class<?>, Object> parts = new LinkedHashMap<>();
        for (RecordComponent component : payload.getClass().getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            parts.put(component.getType(), component.getAccessor().invoke(payload));
        }
        for (Constructor<?> one : Class.forName(KEYS + "UpdateCrossClusterApiKeyRequest").getConstructors()) {
            Class<?>[] types = one.getParameterTypes();
            if (types[0] != String.class) {
                continue;
            }
            List<Object> values = new ArrayList<>(List.of("id"));
            for (int i = 1; i < types.length; i++) {
                values.add(parts.get(types[i]));
            }
            return (ActionRequest) one.newInstance(values.toArray());
        }
        throw new IllegalStateException("no constructor");
    }

    private static Map<String, Object> privileges() throws Exception {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("cluster", names(CORE + "authz.privilege.ClusterPrivilegeResolver", "names"));
        answer.put("index", names(CORE + "authz.privilege.IndexPrivilege", "names"));
        answer.put("remoteCluster", names(CORE + "authz.permission.RemoteClusterPermissions", "getSupportedRemoteClusterPermissions"));
        return answer;
    }

    private static Collection<?> names(String type, String method) throws Exception {
        try {
            return new TreeSet<Object>((Collection<?>) Class.forName(type).getMethod(method).invoke(null));
        } catch (ClassNotFoundException absent) {
            return List.of();
        }
    }
}
