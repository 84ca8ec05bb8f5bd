package dev.covet.oidc;

import dev.covet.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Logins that were begun in a session and not ended: one for each tab, five at most, the last ones
 * count. Each ends once.
 */
final class PendingLogins {
  private static final String KEY = "covet.oidc.begun";
  private static final int MOST = 5;
  private static final int PARTS = 5;

  private final Session session;
  private final Deque<PendingLogin> logins = new ArrayDeque<>();

  /** Those of a session that are not older than a time. */
  PendingLogins(Session session, long oldest) {
    this.session = session;
    session.get(KEY).orElse("").lines().forEach(line -> read(line, oldest));
  }

  /** Spaces part what never holds one: three texts of base64, a number, a path. */
  private void read(String line, long oldest) {
    String[] parts = line.split(" ", -1);
    if (parts.length == PARTS && Long.parseLong(parts[3]) >= oldest) {
      logins.add(
          new PendingLogin(parts[0], parts[1], parts[2], Long.parseLong(parts[3]), parts[4]));
    }
  }

  void add(PendingLogin login) {
    while (logins.size() >= MOST) {
      logins.removeFirst();
    }
    logins.add(login);
    write();
  }

  /** {@return the login with a state, which is not pending any more; null if there is none} */
  @Nullable PendingLogin take(String state) {
    PendingLogin found = null;
    for (Iterator<PendingLogin> each = logins.iterator(); each.hasNext(); ) {
      PendingLogin login = each.next();
      if (login.hasState(state)) {
        found = login;
        each.remove();
      }
    }
    if (found != null) {
      write();
    }
    return found;
  }

  private void write() {
    if (logins.isEmpty()) {
      session.remove(KEY);
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (PendingLogin login : logins) {
      lines
          .append(login.state())
          .append(' ')
          .append(login.nonce())
          .append(' ')
          .append(login.verifier())
          .append(' ')
          .append(login.begun())
          .append(' ')
          .append(login.next())
          .append('\n');
    }
    session.set(KEY, lines.toString());
  }
}
