/**
 * What looks like a secret whatever setting it stands in: an encoded API key (base64 of `id:key`), service tokens,
 * cloud tokens, JWTs, private keys, passwords inside URLs, long random-looking words. Repetitions are bounded where a
 * long line could make them quadratic.
 */
const secretShapes =
  /essu_[\w=+/-]{8,}|AAEAAW[\w=+/-]{8,}|AKIA[0-9A-Z]{12,}|ey[JK][\w-]{8,500}\.[\w.-]{8,}|gh[pousr]_\w{20,}|-----BEGIN[^-]*PRIVATE KEY-----.*/g;
const urlPassword = /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]*:)([^\s/@]+)(?=@)/gi;
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
  return text.search(secretShapes) >= 0 || text.search(urlPassword) >= 0;
}

/** Looks at the last part of a key only: this is asked of every setting. */
const secretName =
  /^secure_|_secure_|secret|token$|(?:^|_)(?:password|passphrase|credentials(?:_file)?|api_key|(?:access|private|encryption|hmac)_key|encoded)$/;
const secretKey = /^keystore\.seed$|^azure\.client\.[^.]+\.(?:key|account)$/;
const tlsKey = /\.ssl\.|^cluster\.remote\.(?:[\w-]+\.)?signing\.|\.sasl\./;
const plainWord =
  /^(?:|true|false|none|certificate|full|optional|required|jks|PKCS12|PEM|SSLv3|TLSv1(?:\.[1-3])?)$/i;

/**
 * Whether a setting's value must never be shown: secure settings, and those that Elasticsearch registers as Filtered
 * (all TLS and signing settings but plain words such as `certificate` or `true`, which no secret can be).
 */
export function isSecretSetting(key: string, value: string): boolean {
  const name = key.slice(key.lastIndexOf('.') + 1);
  if (secretName.test(name) || secretKey.test(key)) return value !== '';
  return tlsKey.test(key) && !plainWord.test(value);
}
