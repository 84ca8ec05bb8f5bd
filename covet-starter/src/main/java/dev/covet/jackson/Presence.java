package dev.covet.jackson;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.covet.spi.Nullness;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * Components of records must be there and not null, as parameters must: a null that nobody sent
 * fails far from here. Those that are {@code @Nullable} or Optional may be absent. Null among
 * elements and values of maps is a mistake in every class, unless their type admits it.
 */
final class Presence extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  private final boolean enforced;

  /**
   * The rule for a mapper.
   *
   * @param enforced whether the mapper refuses what breaks it, or leaves that to {@link
   *     PresenceNoted}
   */
  Presence(boolean enforced) {
    this.enforced = enforced;
  }

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    Boolean said = super.hasRequiredMarker(config, member);
    return said == null && enforced && isRequired(member) ? Boolean.TRUE : said;
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
    JsonSetter.Value said = super.findSetterInfo(config, annotated);
    if (!enforced || !(annotated instanceof AnnotatedMember member)) {
      return said;
    }
    boolean mayBeAbsent = Boolean.FALSE.equals(super.hasRequiredMarker(config, member));
    return JsonSetter.Value.construct(
            mayBeAbsent || admitsNull(member) ? Nulls.DEFAULT : Nulls.FAIL,
            contentsAdmitNull(member) ? Nulls.SET : Nulls.FAIL)
        .withOverrides(said);
  }

  /** Whether a member must be there. */
  static boolean isRequired(AnnotatedMember member) {
    RecordComponent component = DeclaredMember.component(member);
    if (component == null) {
      return false;
    }
    AnnotatedType type = component.getAnnotatedType();
    boolean anything = component.getType() == Object.class;
    return !Nullness.isNullable(component, type) && (anything || !Nullness.admitsNull(type));
  }

  /** Whether null may stand for a member. */
  static boolean admitsNull(AnnotatedMember member) {
    RecordComponent component = DeclaredMember.component(member);
    return component == null
        || Nullness.isNullable(component)
        || Nullness.admitsNull(component.getAnnotatedType())
        || JsonNode.class.isAssignableFrom(component.getType());
  }

  /** Whether null may stand for an element, or for a value of a map. */
  static boolean contentsAdmitNull(AnnotatedMember member) {
    AnnotatedType type = DeclaredMember.type(member);
    return type == null || Nullness.contentsAdmitNull(type) || isOpen(member.getType());
  }

  /** Whether what a value of a type holds is anything, null included. */
  static boolean isOpen(JavaType type) {
    JavaType held = type.getContentType();
    return held != null
        && (held.isJavaLangObject()
            || JsonNode.class.isAssignableFrom(held.getRawClass())
            || isOpen(held));
  }
}
