package notes;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The notes in memory, newest first. Safe for any thread. */
final class NoteStore {
  private final AtomicLong ids = new AtomicLong();
  private final ConcurrentSkipListMap<Long, Note> notes = new ConcurrentSkipListMap<>();

  /** The note was changed by somebody else in the meantime. */
  static final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  Note add(Draft draft) {
    Note note = note(ids.incrementAndGet(), draft, 1);
    notes.put(note.id(), note);
    return note;
  }

  Optional<Note> find(long id) {
    return Optional.ofNullable(notes.get(id));
  }

  Page search(String words, int offset, int limit) {
    String word = words.toLowerCase(Locale.ROOT);
    List<Note> found =
        notes.descendingMap().values().stream().filter(note -> note.matches(word)).toList();
    int from = Math.min(offset, found.size());
    int to = (int) Math.min((long) offset + limit, found.size());
    return new Page(found.subList(from, Math.max(from, to)), found.size(), offset, limit);
  }

  /** Replaces a note if the client's ETag, where it sent one, is still that of the note. */
  Optional<Note> replace(long id, Draft draft, Optional<String> etag) {
    Note changed =
        notes.computeIfPresent(
            id,
            (key, old) -> {
              if (etag.isPresent() && !etag.get().equals("\"" + old.etag() + "\"")) {
                throw new Conflict();
              }
              return note(id, draft, old.version() + 1);
            });
    return Optional.ofNullable(changed);
  }

  boolean remove(long id) {
    return notes.remove(id) != null;
  }

  private static Note note(long id, Draft draft, long version) {
    String text = draft.text() == null ? "" : draft.text();
    return new Note(id, String.valueOf(draft.title()), text, version, Instant.now());
  }
}
