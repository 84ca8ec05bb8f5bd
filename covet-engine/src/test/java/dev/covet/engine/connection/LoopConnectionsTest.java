package dev.covet.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.engine.OpenConnection;
import dev.covet.http.Limits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopConnectionsTest {
  private final LoopConnections connections = new LoopConnections(Limits.defaults(), null);
  private final List<String> ended = new ArrayList<>();

  private final class Named implements LoopConnections.Served {
    private final String name;
    private int place = NOWHERE;

    Named(String name) {
      this.name = name;
      connections.opened(this);
    }

    @Override
    public int place() {
      return place;
    }

    @Override
    public void place(int index) {
      place = index;
    }

    @Override
    public void drain() {}

    @Override
    public void closeIdle(boolean freshToo) {
      closeNow();
    }

    @Override
    public void closeNow() {
      ended.add(name);
      connections.closed(this);
    }

    @Override
    public OpenConnection look() {
      throw new UnsupportedOperationException("nobody asks");
    }
  }

  @Test
  void whoIsClosedIsNotAmongThemAnyMoreWhateverTheOrder() {
    Named first = new Named("first");
    Named second = new Named("second");
    Named third = new Named("third");
    new Named("fourth");
    connections.closed(first);
    connections.closed(third);
    connections.closed(third);
    assertThat(connections.open()).isEqualTo(2);
    assertThat(List.of(first.place, third.place)).containsOnly(-1);
    assertThat(second.place).isBetween(0, 1);
    connections.closeAll();
    assertThat(ended).containsExactlyInAnyOrder("second", "fourth");
    assertThat(connections.open()).isZero();
    assertThat(connections.accepted()).isEqualTo(4);
  }

  @Test
  void oneThatIsOpenedTwiceIsThereOnce() {
    Named one = new Named("one");
    connections.opened(one);
    assertThat(connections.open()).isOne();
    connections.closeIdle(true);
    assertThat(connections.open()).isZero();
  }

  @Test
  void theLastOneLeavesByItself() {
    new Named("first");
    Named last = new Named("last");
    connections.closed(last);
    connections.closeAll();
    assertThat(ended).containsExactly("first");
  }
}
