package dev.modelsync.events.check;

import java.util.List;

/** A part of Hybrid Manager that can say how it is. Looks within seconds, changes nothing, and an outage is a finding. */
public interface SelfCheck {
    List<Finding> look();
}
