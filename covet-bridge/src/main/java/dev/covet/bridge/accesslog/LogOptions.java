package dev.covet.bridge.accesslog;

/**
 * What is logged.
 *
 * @param form how a line looks
 * @param sample share of the requests that ended well, 0 to 1
 * @param query whether queries are shown
 */
record LogOptions(LogForm form, double sample, boolean query) {}
