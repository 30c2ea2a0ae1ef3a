const fileKey =
  /\.ssl\.(?:certificate|key|certificate_authorities|(?:keystore|truststore|trust_restrictions)\.path)$|^cluster\.remote\.(?:[\w-]+\.)?signing\.(?:certificate|key|certificate_authorities|(?:keystore|truststore)\.path)$|^xpack\.security\.authc\.realms\.[^.]+\.[^.]+\.(?:files\.\w+|keytab\.path|idp\.metadata\.path|(?:jwt\.)?(?:op\.|pkc_)?jwkset_path)$/;

/** Whether the value of a setting is a file, or a list of files, relative to the directory of elasticsearch.yml. */
export const isFileSetting = (key: string): boolean => fileKey.test(key);
