import { needs, type Validator } from './validator.js';

const realms = 'xpack.security.authc.realms';
const jwt = `${realms}.jwt.*`;
const saml = `${realms}.saml.*`;

/** The claims that stand for the subject and the audience are those of access tokens only. */
const fallbackClaim = (claim: string): Validator => ({
  keys: [`${jwt}.fallback_claims.${claim}`],
  reads: [`${jwt}.token_type`],
  since: '8.7',
  check: ({ get }) =>
    get(`${jwt}.token_type`)?.toLowerCase() === 'id_token'
      ? `fallback_claims.${claim} is not allowed while token_type is id_token, as it is by default`
      : undefined,
});

const subjects = [`${jwt}.allowed_subjects`, `${jwt}.allowed_subject_patterns`] as const;

/** One list of subjects may be empty while the other is not. */
const someSubject = (key: string, other: string): Validator => ({
  keys: [key],
  reads: [other],
  since: '8.12',
  check: ({ isSet, items }) =>
    items(key)?.length === 0 && (isSet(other) ? items(other)?.length === 0 : true)
      ? 'one of allowed_subjects and allowed_subject_patterns must be there and not be empty'
      : undefined,
});

/** The host of a proxy; what it reads are the other two parts of the address. */
const proxyHost = (type: string, since?: string): Validator => ({
  keys: [`${realms}.${type}.*.http.proxy.host`],
  reads: [`${realms}.${type}.*.http.proxy.port`, `${realms}.${type}.*.http.proxy.scheme`],
  ...(since && { since }),
  check: ({ get }) =>
    /\s/.test(get(`${realms}.${type}.*.http.proxy.host`) ?? '')
      ? 'http.proxy.host holds a blank'
      : undefined,
});

const proxyPort = (type: string, since?: string): Validator =>
  needs(`${realms}.${type}.*.http.proxy.port`, `${realms}.${type}.*.http.proxy.host`, {
    ...(since && { since }),
  });

const attributes = ['principal', 'groups', 'dn', 'name', 'mail'].map(
  (name) => `${saml}.attributes.${name}`,
);

/** What Elasticsearch checks between settings of one realm. */
export const realmValidators: readonly Validator[] = [
  ...['sub', 'aud'].map(fallbackClaim),
  someSubject(subjects[0], subjects[1]),
  someSubject(subjects[1], subjects[0]),
  proxyHost('oidc'),
  proxyPort('oidc'),
  proxyHost('jwt', '8.19'),
  proxyPort('jwt', '8.19'),
  {
    keys: [`${saml}.private_attributes`],
    reads: attributes,
    since: '9.2',
    check: ({ get, items }) => {
      const both = attributes
        .map(get)
        .find((name) => name && items(`${saml}.private_attributes`)?.includes(name));
      return both
        ? `the attribute ${both} is private and mapped to a property of the user, too`
        : undefined;
    },
  },
];
