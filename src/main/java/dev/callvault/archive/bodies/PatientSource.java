package dev.callvault.archive.bodies;

import dev.callvault.source.CallService;
import dev.callvault.source.CallSource;
import dev.callvault.source.SourceDecorator;
import dev.callvault.store.coordination.Fence;
import java.util.function.Supplier;

/** Asks a provider inside a fence, and keeps the fence alive however long the provider takes. */
public final class PatientSource extends SourceDecorator {
    private final Fence fence;

    public PatientSource(CallSource inner, Fence fence) {
        super(inner);
        this.fence = fence;
    }

    @Override
    protected <T> T around(CallService service, Supplier<T> request) {
        return fence.patiently(request);
    }
}
