package dev.covet.validation;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.hibernate.validator.spi.nodenameprovider.JavaBeanProperty;
import org.hibernate.validator.spi.nodenameprovider.Property;
import org.hibernate.validator.spi.nodenameprovider.PropertyNodeNameProvider;

/** Members are told as the client has sent them: {@code @JsonProperty} counts. */
final class JsonNames implements PropertyNodeNameProvider {
  @Override
  public String getName(Property property) {
    if (property instanceof JavaBeanProperty member) {
      try {
        JsonProperty given =
            member
                .getDeclaringClass()
                .getDeclaredField(member.getName())
                .getAnnotation(JsonProperty.class);
        if (given != null && !given.value().isEmpty()) {
          return given.value();
        }
      } catch (NoSuchFieldException e) {
        // A getter without a field.
      }
    }
    return property.getName();
  }
}
