package dev.covet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LimitsTest {
  @TestFactory
  Iterable<DynamicTest> eachSetterChangesItsOwnValueAlone() {
    return Arrays.stream(Limits.class.getRecordComponents())
        .map(c -> DynamicTest.dynamicTest(c.getName(), () -> changesAlone(c)))
        .toList();
  }

  private static void changesAlone(RecordComponent component) throws Exception {
    Class<?> type = component.getType();
    Object value = type == Duration.class ? Duration.ofSeconds(4711) : 4711;
    Limits.Builder builder = Limits.defaults().toBuilder();
    Method setter = Limits.Builder.class.getMethod(component.getName(), type);
    assertThat(setter.invoke(builder, value)).isSameAs(builder);
    Limits changed = builder.build();
    assertThat(changed).isNotEqualTo(Limits.defaults());
    assertThat(changed.toBuilder().build()).isEqualTo(changed);
    for (RecordComponent other : Limits.class.getRecordComponents()) {
      Object before = other.getAccessor().invoke(Limits.defaults());
      Object now = other.getAccessor().invoke(changed);
      if (other.getName().equals(component.getName())) {
        assertThat(now.toString()).isEqualTo(value.toString());
      } else {
        assertThat(now).as(other.getName()).isEqualTo(before);
      }
    }
  }

  @Test
  void noDefaultIsUnlimitedExceptTheConnectionsOfAnAddress() throws Exception {
    for (RecordComponent component : Limits.class.getRecordComponents()) {
      Object value = component.getAccessor().invoke(Limits.defaults());
      long number = value instanceof Duration time ? time.toMillis() : ((Number) value).longValue();
      if (component.getName().equals("connectionsPerAddress")) {
        assertThat(number).isZero();
      } else {
        assertThat(number).as(component.getName()).isPositive();
      }
    }
  }
}
