package org.palmgateway.routes.registry;

import org.palmgateway.routes.model.LocalText;

/**
 * Somebody that has a bundle in the registry.
 *
 * @param id the name under which its bundle is known
 * @param name what people call it
 * @param approval who has to agree before a revision of its bundle goes live
 * @param version differs whenever the owner has been changed
 */
public record Owner(String id, LocalText name, Approval approval, long version) {

    /** Who has to agree, beside whoever submits. */
    public enum Approval {
        /** Nobody: what is submitted goes live at once. */
        NONE,
        /** One of the owner's own operators, or one of the province. */
        DEPARTMENT,
        /** An operator of the province. */
        PROVINCE
    }
}
