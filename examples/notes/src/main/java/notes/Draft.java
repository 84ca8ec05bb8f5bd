package notes;

import org.jspecify.annotations.Nullable;

/** What a client sends: a title, and a text that may be missing. */
record Draft(@Nullable String title, @Nullable String text) {}
