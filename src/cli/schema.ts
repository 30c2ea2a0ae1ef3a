import { loadCatalogue } from '../settings/catalogue.js';
import { loadDescriptions } from '../settings/descriptions.js';
import { settingsSchema } from '../settings/json-schema.js';
import { parseVersions, VersionError } from '../settings/versions.js';
import { UsageError } from '../workspace/errors.js';
import { stdout } from './streams.js';

/** The options of `elasticlint schema`, as commander gives them. */
export interface SchemaOptions {
  readonly esVersion: string;
  readonly payload?: boolean;
  readonly draft: '2020-12' | '07';
}

/** `elasticlint schema`: prints the schema. @throws UsageError for a version that is not one known version */
export async function printSchema({ esVersion, payload, draft }: SchemaOptions): Promise<void> {
  const versions = await parseVersions(esVersion).catch((error: unknown) => {
    throw error instanceof VersionError ? new UsageError(error.message) : error;
  });
  if (versions.list.length > 1)
    throw new UsageError(`--es-version ${esVersion}: one version is wanted`);
  const [catalogue, descriptions] = await Promise.all([loadCatalogue(), loadDescriptions()]);
  const schema = settingsSchema(catalogue, descriptions, versions.newest, {
    payload: payload === true,
    draft,
  });
  stdout.write(`${JSON.stringify(schema)}\n`);
}
