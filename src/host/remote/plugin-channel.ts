/** A body that a hook reads travels in one piece, in bytes. */
const LARGEST_BODY = 16 * 1024 * 1024;

/** What both ends of a plugin's channel allow each other. */
export const PLUGIN_CHANNEL = { maxPayload: LARGEST_BODY, maxQueued: 2 * LARGEST_BODY } as const;
