/** A value as a settings file can hold it: a text or a list of texts. */
export type BatteryValue = string | readonly string[];

const WRITTEN: readonly BatteryValue[] = [
  // nothing, blanks, nulls
  ...['', ' ', 'null', '~', 'none', 'undefined'],
  // booleans
  ...['true', 'false', 'True', 'TRUE', 'False', 'yes', 'no', 'on', 'off', ' true', 'true ', 't'],
  // whole numbers
  ...['0', '1', '-1', '-2', '2', '3', '5', '10', '50', '100', '101', '1000', '1024', '+1', '007', ' 5', '5 '],
  ...['1_000', '1,000', '0x10', '9300', '65535', '65536', '70000', '100000'],
  ...['2147483647', '2147483648', '-2147483648', '-2147483649'],
  ...['9223372036854775807', '9223372036854775808', '-9223372036854775809'],
  ...['99999999999999999999999', '١٢', '１２', '5️⃣', '1e3', '1E3', '-0'],
  // decimals
  ...['0.5', '1.0', '1.5', '.5', '5.', '-0.5', '-1.0', '1.01', '2.0', '0.123456', '1,5', 'NaN', 'Infinity', '-Infinity'],
  ...['1f', '1d', '0x1p3', '1e-3', '1e400', '3.5e38', '100.0'],
  // percentages and ratios
  ...['50%', '0%', '100%', '101%', '-1%', '50.5%', '50 %', '%', '5.5.5%', '１２%', '1e1%', '1/2', '50percent', '0.85', '85'],
  // times
  ...['1ns', '1nanos', '10micros', '999micros', '1ms', '999ms', '1s', '10s', '30s', '1m', '5m', '1h', '24h', '1d', '30d', '365d'],
  ...['1M', '1H', '1D', '10S', '10MS', '1Nanos', '-1s', '-1ms', '-2s', '0s', '0ms', '1.5s', '1.5h', '10 s', ' 10s', '10s '],
  ...['1w', '1y', '10sec', '10seconds', '1min', '1hour', '2 days', '1h30m', 'PT5S', '00:05:00', 's', '1e3s', '+5s', '１s', '-1d', '1us'],
  ...['106751d', '106752d', '99999999d', '9223372036854775807s', '9223372036854775807nanos', '9223372036854775808ms'],
  // sizes
  ...['0b', '1b', '1B', '-1b', '-2b', '10b', '512b', '1023b', '1k', '1K', '1kb', '1KB', '1Kb', '64kb', '1mb', '1MB', '10mb', '100mb'],
  ...['1g', '1gb', '1G', '2gb', '31gb', '1tb', '1t', '1pb', '1p', '1.5kb', '1.5gb', '0.5gb', '1.55kb', '1.555kb', '1.5b', '1.0b'],
  ...['10 mb', ' 10mb', '10mb ', '-1kb', '-1.5kb', '.5kb', '5.kb', '1e1kb', '1.5e1kb', '+1kb', '1kib', '1KiB', '1eb', 'kb', '1 000kb'],
  ...['2047mb', '2048mb', '2gb1mb', '8191pb', '8192pb', '9000pb', '1.5', '9223372036854775807b', '９kb', '0x1kb', 'NaNkb', '1dkb'],
  // words
  ...['foo', 'FOO', 'Foo Bar', 'foo-bar', 'foo_bar', 'foo.bar', '_all', 'all', 'ALL', 'All', 'default', 'auto', 'always', 'never'],
  ...['full', 'certificate', 'FULL', 'required', 'optional', 'OPTIONAL', 'jks', 'PKCS12', 'pkcs12', 'PEM', 'sniff', 'proxy', 'SNIFF'],
  ...['primaries', 'new_primaries', 'replicas', 'none ', 'None', 'NONE', 'strict', 'balanced', 'desired_balance', 'single-node', 'multi-node', 'zen'],
  ...['lz4', 'deflate', 'LZ4', 'indexing_data', 'best_compression', 'netty4', 'security4', 'niofs', 'hybridfs', 'mmapfs', 'fs', 'simplefs'],
  ...['request', 'async', 'REQUEST', 'checksum', 'fix', 'debug', 'INFO', 'warn', 'master', 'data', 'ingest', 'voting_only', 'data_hot', 'data_hot,data_content'],
  ...['read', 'write', 'asc', 'desc', 'basic', 'trial', 'ssha256', 'bcrypt', 'bcrypt12', 'pbkdf2', 'pbkdf2_stretch', 'noop', 'BM25', 'TLSv1.2', 'SSLv3', 'TLSv1.2,TLSv1.3'],
  ...['sub_tree', 'SUB_TREE', 'one_level', 'base', 'failover', 'round_robin', 'dns_failover', 'anonymous', 'elastic', 'standard', 'synthetic', 'logsdb', 'time_series', 'source', 'disabled', 'stored'],
  ...['native', 'simple', 'id_token', 'access_token', 'normal', 'frozen', '150/5m', '75/1m', '0/1m', '-1/1m', 'use-context', 'unlimited', 'node', 'transport', 'client', 'https'],
  // lists
  ...['a,b', 'a, b', 'a,,b', ',', 'a,a', '[a, b]', '["a","b"]', '[]', '1,2', 'true,false', '*,-foo', '+foo,-bar'],
  ...[[], ['a'], ['a', 'b'], ['true'], ['10'], ['1', '2'], ['10s'], [''], ['a,b'], ['127.0.0.1:9300', '[::1]:9300'], ['127.0.0.1'], ['*']],
  // hosts and addresses
  ...['127.0.0.1', '0.0.0.0', '256.1.1.1', '10.0.0.0/8', '10.0.0.1/33', '192.168.1.0/24,10.0.0.1', '::1', '[::1]', '::', 'fe80::1%eth0', '2001:db8::/32'],
  ...['localhost', 'es01.example.com', '-bad-.example.com', 'exämple.com', '_local_', '_site_', '_site:ipv4_', '_eth0_', '_en0:ipv6_', '_foo_'],
  ...['127.0.0.1:9300', 'localhost:9300', '[::1]:9300', '::1:9300', 'es01:9300,es02:9300', 'es01:0', 'es01:65536', 'es01:', ':9300', 'es01:http', 'es01:9300-9400', 'es01 :9300'],
  ...['9300-9400', '9400-9300', '9300-', '-9300', '9300,9400', '9300-9305,9400', '9300 - 9400', '0-10', '65530-65540', 'http', '9300:9400'],
  ...['http://localhost:9200', 'https://es01.example.com:9200/path?q=1#f', 'http://localhost:9200,http://b:9200', 'ftp://x', 'http://', '://', 'mailto:a@b.example', 'http://a b'],
  // paths, patterns, text of other shapes
  ...['/var/lib/elasticsearch', '../x', 'C:\\data', 'file.p12', '/a/*', 'a\u0000b', '~/data', 'file:///etc/x'],
  ...['*', '**', '?', 'foo*', '*.example.com', '/.*/', '/[/', '.*', '[', '(', 'a{2,1}', '\\d+', '\\', '+', '^a$', '!', '-foo', 'foo,*', 'foo*bar*'],
  ...['{}', '{"a":1}', '{"a":', '<a/>', 'a: b', 'a=b', 'key:value,other:value', 'zone:a,b', '${X}', '${X:y}', '#', "'a'", '"a"'],
  ...['2024-01-01', '2024-01-01T00:00:00Z', '2024-13-01', 'now-1d', '0 0 12 * * ?', '*/5 * * * *', '10:00', 'MON', 'UTC', 'Europe/Berlin', 'en-US', 'de_DE'],
  ...['cn=admin,dc=example,dc=com', 'cn=admin;x', 'not a dn', 'CN={0},DC=x', '(uid={0})', '(&(a=b)', 'urn:a:b', 'a@b.example', 'RS256', 'HS256', 'HS256,RS256', 'ES256', 'code', 'id_token token', 'client_secret_basic', 'client_secret_jwt', 'shared_secret', 'none,RS256'],
  ...['SHA-256', 'SHA256', 'AES', 'TLS_AES_256_GCM_SHA384', 'java.lang.String', 'logger.org', 'ä', '漢字', '\t', 'a\nb', 'x'.repeat(300)],
];

/** The values that every setting of every version is asked, each once. */
export const BATTERY: readonly BatteryValue[] = [
  ...new Map(WRITTEN.map((value) => [JSON.stringify(value), value])).values(),
];
