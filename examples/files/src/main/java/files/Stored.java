package files;

/**
 * A file that somebody has left here.
 *
 * @param name its name
 * @param size its length in bytes
 */
record Stored(String name, long size) {}
