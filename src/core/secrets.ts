/**
 * What looks like a secret whatever setting it stands in: an encoded API key (base64 of `id:key`), service tokens,
 * cloud tokens, JWTs, private keys, passwords inside URLs, long random-looking words. Repetitions are bounded where a
 * long line could make them quadratic.
 */
const secretShapes =
  /essu_[\w=+/-]{8,}|AAEAAW[\w=+/-]{8,}|AKIA[0-9A-Z]{12,}|ey[JK][\w-]{8,500}\.[\w.-]{8,}|gh[pousr]_\w{20,}|-----BEGIN[^-]*PRIVATE KEY-----.*/g;
const urlPassword = /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]*:)([^\s/@]+)(?=@)/gi;
const longWord = /[A-Za-z0-9+/_-]{24,}={0,2}/g;
const secretLine =
  /^(\s*(?:[#/]+\s*)?["']?[\w.*-]*(?:password|passphrase|passwd|secret|credentials|token|api_?key|access_key|private_key|encoded)[\w-]{0,100}["']?\s*[:=]\s*["']?)([^\s"'{[].*)$/i;

const dots = (text: string): string => '•'.repeat(text.length);

/** Letters of both cases and digits mixed, as in keys and tokens, and not a name made of words. */
function looksRandom(word: string): boolean {
  return /[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word) && !/^[\w-]+\/[\w-]+\//.test(word);
}

/** Replaces everything in a printable line that looks like a secret by dots of the same width. */
export function maskSecrets(line: string): string {
  return line
    .replace(secretLine, (_, key: string, value: string) => key + dots(value))
    .replace(secretShapes, dots)
    .replace(urlPassword, (_, before: string, password: string) => before + dots(password))
    .replace(longWord, (word) => (looksRandom(word) ? dots(word) : word));
}

const secretKey =
  /(?:^|[._])(?:password|passphrase|secure_\w+|\w*secret\w*|credentials|\w*token|api_key|access_key|secret_key|session_token|private_key|encoded)$/;
const tlsKey = /\.ssl\.|^cluster\.remote\.(?:[\w-]+\.)?signing\.|\.sasl\./;
const plainWord =
  /^(?:|true|false|none|certificate|full|optional|required|jks|PKCS12|PEM|SSLv3|TLSv1(?:\.[1-3])?)$/i;

/**
 * Whether a setting's value must never be shown: secure settings, and those that Elasticsearch registers as Filtered
 * (all TLS and signing settings but plain words such as `certificate` or `true`, which no secret can be).
 */
export function isSecretSetting(key: string, value: string): boolean {
  if (secretKey.test(key)) return value !== '';
  return tlsKey.test(key) && !plainWord.test(value);
}
