/** What the nodes of a cluster run on. */
export type Platform = 'self-managed' | 'ech' | 'ece' | 'eck' | 'serverless';

/** What a platform is to the clusters on it, and to those that dial them. */
export interface PlatformProfile {
  /** What a cluster on it is called in a sentence. */
  readonly cluster: string;
  /** Elastic or an operator writes the network, discovery and TLS settings of its nodes. */
  readonly managed: boolean;
  /** Its clusters have remote clusters, and can be some. */
  readonly remotes: boolean;
  /** From where the addresses can be reached that its nodes publish, which is what sniff mode needs. */
  readonly sniffableFrom: 'anywhere' | 'its own network' | 'nowhere';
  /** The remote cluster server interface presents a certificate of a public authority. */
  readonly publicCertificate: boolean;
  /** Settings of nodes that are not the user's to write. */
  readonly reserved: RegExp | undefined;
}

/** UnsupportedSettings in pkg/apis/elasticsearch/v1/fields.go of the operator. */
const reservedByOperator =
  /^(?:cluster\.name|cluster\.initial_master_nodes|discovery\.seed_(?:hosts|providers)|network\.(?:publish_)?host|node\.name|path\.(?:data|logs)|xpack\.security\.(?:enabled|authc\.reserved_realm\.enabled|http\.ssl\.(?:certificate|enabled|key)|transport\.ssl\.(?:enabled|verification_mode)))$/;

/** What the consoles set for each node: none of it is on the list of settings that users may write. */
const reservedByCloud =
  /^(?:cluster\.(?:name|initial_master_nodes)|discovery\..+|network\..+|node\.(?:name|roles)|path\..+|(?:transport|remote_cluster)\.(?:(?:bind_|publish_)?host|port|publish_port)|http\.(?:(?:bind_|publish_)?host|port|publish_port)|remote_cluster_server\.enabled|xpack\.security\.(?:enabled|(?:transport|http|remote_cluster_server|remote_cluster_client)\.ssl\..+))$/;

const cloud = {
  managed: true,
  remotes: true,
  sniffableFrom: 'nowhere',
  reserved: reservedByCloud,
} as const;

const profiles: Readonly<Record<Platform, PlatformProfile>> = {
  'self-managed': {
    cluster: 'a self-managed cluster',
    managed: false,
    remotes: true,
    sniffableFrom: 'anywhere',
    publicCertificate: false,
    reserved: undefined,
  },
  ech: { ...cloud, cluster: 'an Elastic Cloud Hosted deployment', publicCertificate: true },
  // what its proxies present comes from a CA of the installation
  ece: { ...cloud, cluster: 'an Elastic Cloud Enterprise deployment', publicCertificate: false },
  eck: {
    cluster: 'a cluster in Kubernetes (ECK)',
    managed: true,
    remotes: true,
    sniffableFrom: 'its own network',
    publicCertificate: false,
    reserved: reservedByOperator,
  },
  serverless: {
    ...cloud,
    cluster: 'an Elastic Cloud Serverless project',
    remotes: false,
    publicCertificate: true,
  },
};

/** What is known of a platform; one that is not named is taken for self-managed. */
export function profileOf(platform: Platform | undefined): PlatformProfile {
  return profiles[platform ?? 'self-managed'];
}
