package notes;

import java.util.List;

/** Some of the notes that were found, and how many there are. */
record Page(List<Note> notes, int total, int offset, int limit) {}
