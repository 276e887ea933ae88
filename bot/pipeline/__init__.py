"""What the clock makes happen: collect, summarize, group, plan, deliver, in this order.

Each step finds its own work by asking the store and may be killed and repeated at any moment.
"""
