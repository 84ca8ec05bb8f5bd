package secured;

import dev.covet.Audit;
import dev.covet.AuditEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last fifty audit events, for the page of administrators; all of them go to the log, too. */
final class Trail implements Audit {
  private static final int MOST = 50;

  private final Audit log = Audit.log();
  private final Deque<AuditEvent> last = new ArrayDeque<>();

  @Override
  public void record(AuditEvent event) {
    log.record(event);
    synchronized (last) {
      if (last.size() == MOST) {
        last.removeLast();
      }
      last.addFirst(event);
    }
  }

  /** What was granted is too much to read. */
  @Override
  public boolean takes(AuditEvent.Kind kind) {
    return kind != AuditEvent.Kind.AUTHENTICATED;
  }

  List<AuditEvent> last() {
    synchronized (last) {
      return List.copyOf(last);
    }
  }
}
