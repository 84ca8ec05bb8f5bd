package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpiringMapTest {
  private final ExpiringMap<String> map = new ExpiringMap<>(3, 10);

  @Test
  void aValueIsThereForItsTime() {
    map.put("a", "1", 1, 5, 0);

    assertThat(map.get("a", 4)).isEqualTo("1");
    assertThat(map.get("a", 5)).isNull();
    assertThat(map.get("b", 0)).isNull();
  }

  @Test
  void theOldestGoesFirstWhenThereAreTooManyOrTooMuch() {
    map.put("a", "1", 1, 100, 0);
    map.put("b", "2", 1, 100, 0);
    map.put("c", "3", 1, 100, 0);
    map.put("d", "4", 1, 100, 0);
    assertThat(map.get("a", 0)).isNull();
    assertThat(map.size()).isEqualTo(3);
    map.put("e", "5", 9, 100, 0);
    assertThat(map.get("c", 0)).isNull();
    assertThat(map.get("d", 0)).isEqualTo("4");
    assertThat(map.weight()).isEqualTo(10);
    assertThat(map.forgotten()).isEqualTo(3);
  }

  @Test
  void whatIsOverMakesRoomWithoutBeingForgotten() {
    map.put("a", "1", 1, 5, 0);
    map.put("b", "2", 1, 5, 0);
    map.put("c", "3", 1, 15, 10);

    assertThat(map.size()).isEqualTo(1);
    assertThat(map.forgotten()).isZero();
  }

  @Test
  void aValueInThePlaceOfAnotherCountsOnce() {
    map.put("a", "1", 8, 100, 0);
    map.put("a", "2", 3, 100, 0);
    assertThat(map.weight()).isEqualTo(3);
    assertThat(map.putIfAbsent("a", "3", 1, 100, 0)).isEqualTo("2");
    map.remove("a");
    assertThat(map.weight()).isZero();
    assertThat(map.putIfAbsent("a", "3", 1, 100, 0)).isNull();
    assertThat(map.get("a", 0)).isEqualTo("3");
  }

  @Test
  void whatIsLargerThanAllOfItIsNotKept() {
    map.put("a", "1", 11, 100, 0);
    assertThat(map.size()).isZero();
  }
}
