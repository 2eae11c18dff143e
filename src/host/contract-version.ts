/** Of the contract between plugins and their host (semver): what `contract:` of a plugin is compared with. */
export const PLUGIN_CONTRACT = '1.0.0';
