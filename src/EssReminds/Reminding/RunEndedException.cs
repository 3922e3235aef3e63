using System;

namespace EssReminds.Reminding;

/// <summary>The run is over before its input: nothing later can work. Everything taken in has been written.</summary>
internal sealed class RunEndedException : Exception
{
    public RunEndedException(RunFailure failure)
        : base(failure.ErrorId) => Failure = failure;

    public RunFailure Failure { get; }
}
