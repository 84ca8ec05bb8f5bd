package dev.covet;

import java.nio.file.Path;

/**
 * What forms with files may have. Each is a key of the configuration.
 *
 * @param parts most parts; beyond it 413
 * @param headers most bytes of the fields of one part; beyond it 413
 * @param fields most bytes of all parts that are no files; beyond it 413
 * @param memory bytes of files of one request that stay in memory; what is more goes to files
 * @param folder where these files are
 */
record UploadLimits(int parts, int headers, long fields, long memory, Path folder) {}
