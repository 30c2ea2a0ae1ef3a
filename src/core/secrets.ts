/**
 * What looks like a secret whatever setting it stands in: an encoded API key (base64 of `id:key`), service tokens,
 * cloud tokens, JWTs, private keys, passwords inside URLs, long random-looking words. Repetitions are bounded where a
 * long line could make them quadratic.
 */
const secretShapes =
  /essu_[\w=+/-]{8,}|AAEAAW[\w=+/-]{8,}|AKIA[0-9A-Z]{12,}|ey[JK][\w-]{8,500}\.[\w.-]{8,}|gh[pousr]_\w{20,}|-----BEGIN[^-]*PRIVATE KEY-----.*/g;
const urlPassword = /(\b[a-zA-Z][a-zA-Z0-9+.-]{0,30}:\/\/[^\s/:@]*:)([^\s/@]+)(?=@)/g;
/** `user:password@host`, as it is left when the scheme of an address is cut off. */
const barePassword = /((?:^|[\s"'[(,])[\w.%+-]{1,60}:)([^\s/@"']{1,200})(?=@[\w[])/g;
const longWord = /[A-Za-z0-9+/_-]{24,}={0,2}/g;
const secretWords =
  'password|passphrase|passwd|secret|credentials|token|api_?key|(?:access|private|encryption|hmac)_key|encoded|secure_\\w{1,60}|keystore\\.seed|azure\\.client\\.[\\w-]{1,60}\\.(?:key|account)';
/** `password: x`, `"password": "x"`, `password=x`, anywhere in a line; a bare value goes to the end of the line. */
const secretPair = new RegExp(
  String.raw`((?:${secretWords})[\w-]{0,100}["']?\s*[:=]\s*\[?\s*["']?)((?<=")(?:[^"\\]|\\.)+|(?<=')[^']+|[^\s"'{[].*)`,
  'gi',
);
const secretWord = new RegExp(secretWords, 'i');
const userPassword = /(\s-u\s*["']?[^\s:]{1,60}:)(\S+)/g;

const dots = (text: string): string => '•'.repeat(text.length);

/** Letters of both cases and digits mixed, as in keys and tokens, and not a name made of words. */
function looksRandom(word: string): boolean {
  return (
    /[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word) && !/^[\w-]+\/[\w-]+\//.test(word)
  );
}

/** After a word such as `password` in a comment, words of letters and digits: passwords are such, prose is not. */
function maskComment(line: string): string {
  const comment = line.search(/#|\/\//);
  const word = comment < 0 ? null : secretWord.exec(line.slice(comment));
  if (!word) return line;
  const end = comment + word.index + word[0].length;
  const rest = line
    .slice(end)
    .replace(/[^\s:=]{6,}/g, (text) =>
      /\d/.test(text) && /[a-z]/i.test(text) ? dots(text) : text,
    );
  return line.slice(0, end) + rest;
}

/** Replaces everything in a printable line that looks like a secret by dots of the same width. */
export function maskSecrets(line: string): string {
  return maskComment(line)
    .replace(secretPair, (_, key: string, value: string) => key + dots(value))
    .replace(userPassword, (_, before: string, password: string) => before + dots(password))
    .replace(secretShapes, dots)
    .replace(urlPassword, (_, before: string, password: string) => before + dots(password))
    .replace(barePassword, (_, before: string, password: string) => before + dots(password))
    .replace(longWord, (word) => (looksRandom(word) ? dots(word) : word));
}

/** Whether a text holds something that is a secret by its very shape: a token, a key, a password in a URL. */
export function holdsSecret(text: string): boolean {
  return text.search(secretShapes) >= 0 || (text.includes('@') && text.search(urlPassword) >= 0);
}

/** The last words of names whose values are secrets. */
const secretEnds = new Set([
  ...['password', 'passphrase', 'credentials', 'credentials_file', 'encoded', 'api_key'],
  ...['access_key', 'private_key', 'encryption_key', 'hmac_key'],
]);

/** Whether the last part of a key is the name of a secret. */
function isSecretName(name: string): boolean {
  if (name.startsWith('secure_') || name.includes('_secure_')) return true;
  if (name.includes('secret') || name.endsWith('token')) return true;
  const words = name.split('_');
  return secretEnds.has(words.at(-1)!) || secretEnds.has(words.slice(-2).join('_'));
}

const azureSecret = /^azure\.client\.[^.]+\.(?:key|account)$/;
const signing = /^cluster\.remote\.(?:[\w-]+\.)?signing\./;
/** Values of TLS that no secret can be, in small letters. */
const plainWords = new Set([
  ...['', 'true', 'false', 'none', 'certificate', 'full', 'optional', 'required'],
  ...['jks', 'pkcs12', 'pem', 'sslv3', 'tlsv1', 'tlsv1.1', 'tlsv1.2', 'tlsv1.3'],
]);

/**
 * Whether a setting's value must never be shown: secure settings, and those that Elasticsearch registers as Filtered
 * (all TLS and signing settings but plain words such as `certificate` or `true`, which no secret can be).
 */
export function isSecretSetting(key: string, value: string): boolean {
  if (isSecretName(key.slice(key.lastIndexOf('.') + 1)) || key === 'keystore.seed')
    return value !== '';
  if (key.startsWith('azure.') && azureSecret.test(key)) return value !== '';
  const ofTls = key.includes('.ssl.') || key.includes('.sasl.');
  return (
    (ofTls || (key.startsWith('cluster.remote.') && signing.test(key))) &&
    !plainWords.has(value.toLowerCase())
  );
}
