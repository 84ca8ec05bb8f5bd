package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuditLogTest {
  private static AuditEvent event(String principal, String reason) {
    return new AuditEvent(
        AuditEvent.Kind.REFUSED, Instant.EPOCH, "r1", "GET /", "::1", principal, null, reason);
  }

  @Test
  void anEventIsOneLineWhateverAClientHasSent() {
    assertThat(AuditLog.line(event("eve\"\r\nREFUSED é", "")))
        .isEqualTo(
            "REFUSED principal=\"eve\\u0022\\u000d\\u000aREFUSED \\u00e9\" route=\"GET /\""
                + " remote=\"::1\" request=\"r1\"");
  }

  @Test
  void longTextsAreCut() {
    String line = AuditLog.line(event("x".repeat(1000), "because"));
    assertThat(line).contains("x".repeat(200) + "…\"").contains("reason=\"because\"");
    assertThat(line.length()).isLessThan(300);
  }

  @Test
  void acceptancesAreOnlyMadeForThoseWhoReadThem() {
    Audit log = Audit.log();
    assertThat(log.takes(AuditEvent.Kind.REFUSED)).isTrue();
    assertThat(log.takes(AuditEvent.Kind.AUTHENTICATED)).isFalse();
    log.record(event("eve", "wrong key"));
    Audit own = e -> {};
    assertThat(own.takes(AuditEvent.Kind.AUTHENTICATED)).isTrue();
  }
}
