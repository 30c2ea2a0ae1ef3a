import { apiKeyWorkspaces } from './api-key.js';
import { certificateWorkspaces } from './certificate-model.js';
import { localWorkspaces } from './local.js';
import { remoteWorkspaces } from './remote.js';
import type { Workspace } from './shape.js';
import { signingWorkspaces } from './signing.js';
import { versionWorkspaces } from './versions.js';

/** All workspaces. */
export const WORKSPACES: readonly Workspace[] = [
  ...apiKeyWorkspaces,
  ...localWorkspaces,
  ...remoteWorkspaces,
  ...certificateWorkspaces,
  ...signingWorkspaces,
  ...versionWorkspaces,
];
